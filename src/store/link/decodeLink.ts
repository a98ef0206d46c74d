// What: the text behind '#' → the state of the page; nothing is changed here. Broken, hostile, huge or newer: a LinkError
// with one sentence.
import { idsOf } from '../access.ts';
import { fromBase64url } from '../container/base64url.ts';
import { gunzip } from '../../9-curves/gzip.ts';
import { unpackValue } from '../../9-curves/packValue.ts';
import { applyRecipe } from '../../config/applyRecipe.ts';
import { nearestName } from '../../config/checkValue.ts';
import type { Config } from '../../config/config.ts';
import { KNOBS } from '../../config/knobTable.ts';
import { LEGACY } from '../../config/legacy.ts';
import { recipeByName } from '../../config/recipes.ts';
import { withOwnRewards } from '../../config/rewardUses.ts';
import { setLeaves } from '../../config/setLeaf.ts';
import { validateConfig } from '../../config/validateConfig.ts';
import { isFields, readPromptRecords } from '../records/promptRecord.ts';
import { readRewardRecords } from '../records/rewardRecord.ts';
import { LAYOUT_NAMES } from '../layout/layoutChoices.ts';
import { unknownNames, unknownNamesSentence } from './accessNames.ts';
import { hashFields, MAX_HASH } from './hashText.ts';
import { configOf, configOfTexts } from './linkSettings.ts';
import { emptyLink, LINK_VERSION } from './linkState.ts';
import type { LinkState } from './linkState.ts';
import { packedLetters, readingsOf } from './mendLink.ts';
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

export interface ReadLink {
  readonly state: LinkState;
  /** Sentences about what was left out or replaced. */
  readonly notes: readonly string[];
}

/** What stands beside a packed state: laid over it, as if the visitor chose it on the opened page. */
interface Beside {
  readonly recipe: string | undefined;
  readonly leaves: Readonly<Record<string, string>>;
}

function withBeside(packed: Config, { recipe, leaves }: Beside): Config {
  const base = recipe === undefined || recipe === packed.recipe ? packed : applyRecipe(packed, recipeByName(recipe));
  return validateConfig(setLeaves(base, Object.entries(leaves)));
}

async function unpacked(text: string, beside: Beside): Promise<ReadLink> {
  const value = unpackValue('link', await gunzip(fromBase64url(packedLetters(text)), MAX_UNPACKED));
  if (!isFields(value)) throw new Error(RECORD_TEXTS.cutOff);
  newer(value['version']);
  const { recipe, leaves, layout, prompts, selected, rewards } = value;
  if (typeof recipe !== 'string' || !isFields(leaves) || !isFields(layout)) throw new Error(RECORD_TEXTS.cutOff);
  const own = readRewardRecords(rewards);
  const texts = Object.fromEntries(own.map(({ name, wgsl }) => [name, wgsl]));
  const replaced = ![undefined, recipe].includes(beside.recipe) && Object.keys(leaves).length > 0;
  const state = {
    ...emptyLink(),
    config: withOwnRewards(texts, () => withBeside(configOf({ recipe, leaves }), beside)),
    layout: layoutOf(layout),
    prompts: readPromptRecords(prompts),
    selected: typeof selected === 'string' ? selected : null,
    rewards: own,
  };
  return { state, notes: replaced ? [LINK_TEXTS.recipeOver(beside.recipe!)] : [] };
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

/** `doubts`: names that nobody here knows; another reading of the link may have fewer. */
async function read(fields: Readonly<Record<string, string>>): Promise<ReadLink & { readonly doubts: number }> {
  if (fields['v'] !== undefined) newer(Number(fields['v']));
  checkNames(fields);
  const { hide = '', lock = '', recipe, z } = fields;
  const access = { hidden: idsOf(hide), locked: idsOf(lock) };
  const leaves = Object.fromEntries(Object.entries(fields).filter(([name]) => isSetting(name)));
  const layout = layoutOf(fields);
  const unknown = unknownNames(hide, lock);
  const notes = unknown.length > 0 ? [unknownNamesSentence(unknown)] : [];
  const doubts = unknown.length + Object.values(layout).filter((value) => !/^[\w-]*$/.test(value)).length;
  if (z === undefined) {
    const config = configOfTexts(recipe ?? 'grpo', leaves);
    return { state: { ...emptyLink(), config, access, layout }, notes, doubts };
  }
  const packed = await unpacked(z, { recipe, leaves });
  const state = { ...packed.state, access, layout: { ...packed.state.layout, ...layout } };
  return { state, notes: [...packed.notes, ...notes], doubts };
}

/** The first reading without doubts, else the one with the fewest. Throws a LinkError about the text as it is. */
export async function readLink(hash: string): Promise<ReadLink> {
  let best: Awaited<ReturnType<typeof read>> | null = null;
  let problem: unknown;
  for (const text of hash.length > MAX_HASH ? [hash] : readingsOf(hash)) {
    try {
      const found = await read(hashFields(text));
      if (!best || found.doubts < best.doubts) best = found;
      if (best.doubts === 0) break;
    } catch (error) {
      problem ??= error;
    }
  }
  if (best) return { state: best.state, notes: best.notes };
  // A range error of the engine (nesting too deep) says nothing to a visitor.
  const reason = problem instanceof RangeError ? RECORD_TEXTS.damaged : (problem as Error).message.replace(/\.$/, '');
  throw new LinkError(`${LINK_TEXTS.unusable(reason)} ${LINK_TEXTS.usual}`);
}

export const decodeLink = async (hash: string): Promise<LinkState> => (await readLink(hash)).state;
