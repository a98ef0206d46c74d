// What: the text behind '#' → the state of the page; nothing is changed here. Broken, hostile, huge or newer: a LinkError
// with one sentence.
import { idsOf } from '../access.ts';
import { fromBase64url } from '../container/base64url.ts';
import { gunzip } from '../../9-curves/gzip.ts';
import { unpackValue } from '../../9-curves/packValue.ts';
import { nearestName } from '../../config/checkValue.ts';
import { KNOBS } from '../../config/knobTable.ts';
import { LEGACY } from '../../config/legacy.ts';
import { withOwnRewards } from '../../config/rewardUses.ts';
import { isFields, readPromptRecords } from '../records/promptRecord.ts';
import { readRewardRecords } from '../records/rewardRecord.ts';
import { LAYOUT_NAMES } from '../layout/layoutChoices.ts';
import { hashFields } from './hashText.ts';
import { configOf, configOfTexts } from './linkSettings.ts';
import { emptyLink, LINK_VERSION } from './linkState.ts';
import type { LinkState } from './linkState.ts';
import { LINK_TEXTS } from '../texts/link.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

/** A link of 16 kB that says only true things unpacks to far less. */
const MAX_UNPACKED = 4e6;
const OWN_FIELDS = ['v', 'z', 'recipe', 'hide', 'lock'];

export class LinkError extends Error {
  override readonly name = 'LinkError';
}

const newer = (version: unknown) => {
  if (version === LINK_VERSION) return;
  const known = Number.isSafeInteger(version) && (version as number) > LINK_VERSION;
  throw new Error(known ? RECORD_TEXTS.newer : RECORD_TEXTS.cutOff);
};

async function unpacked(text: string): Promise<LinkState> {
  const value = unpackValue('link', await gunzip(fromBase64url(text), MAX_UNPACKED));
  if (!isFields(value)) throw new Error(RECORD_TEXTS.cutOff);
  newer(value['version']);
  const { recipe, leaves, layout, prompts, selected, rewards } = value;
  if (typeof recipe !== 'string' || !isFields(leaves) || !isFields(layout)) throw new Error(RECORD_TEXTS.cutOff);
  const own = readRewardRecords(rewards);
  const texts = Object.fromEntries(own.map(({ name, wgsl }) => [name, wgsl]));
  return {
    ...emptyLink(),
    config: withOwnRewards(texts, () => configOf({ recipe, leaves })),
    layout: layoutOf(layout),
    prompts: readPromptRecords(prompts),
    selected: typeof selected === 'string' ? selected : null,
    rewards: own,
  };
}

/** Arrangements that this page does not know are of no harm and of no use. */
const layoutOf = (fields: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => {
      return LAYOUT_NAMES.includes(entry[0]) && typeof entry[1] === 'string' && entry[1].length <= 100;
    }),
  );

/** A knob of a use has a point in its name; whether there is such a use is seen when all of them are read. */
const isSetting = (name: string) => KNOBS.has(name) || LEGACY.has(name) || name.includes('.');

function checkNames(fields: Readonly<Record<string, string>>): void {
  const known = [...OWN_FIELDS, ...LAYOUT_NAMES, ...KNOBS.keys()];
  const stray = Object.keys(fields).find((name) => !known.includes(name) && !isSetting(name));
  if (stray) throw new Error(RECORD_TEXTS.unknownSetting(stray.slice(0, 40), nearestName(stray, known)));
}

async function read(fields: Readonly<Record<string, string>>): Promise<LinkState> {
  if (fields['v'] !== undefined) newer(Number(fields['v']));
  checkNames(fields);
  const access = { hidden: idsOf(fields['hide'] ?? ''), locked: idsOf(fields['lock'] ?? '') };
  const leaves = Object.fromEntries(Object.entries(fields).filter(([name]) => isSetting(name)));
  const layout = layoutOf(fields);
  if (fields['z'] !== undefined) {
    const state = await unpacked(fields['z']);
    return { ...state, access, layout: { ...state.layout, ...layout } };
  }
  return { ...emptyLink(), config: configOfTexts(fields['recipe'] ?? 'grpo', leaves), access, layout };
}

export async function decodeLink(hash: string): Promise<LinkState> {
  try {
    return await read(hashFields(hash));
  } catch (error) {
    // A range error of the engine (nesting too deep) says nothing to a visitor.
    const reason = error instanceof RangeError ? RECORD_TEXTS.damaged : (error as Error).message.replace(/\.$/, '');
    throw new LinkError(`${LINK_TEXTS.unusable(reason)} ${LINK_TEXTS.usual}`);
  }
}
