// What: the state of the page → the text behind '#'. Short states are readable; what is long, or holds pictures or
// rewards, is packed: z = base64url(gzip(container)). hide and lock stay readable in both.
import { toBase64url } from '../container/base64url.ts';
import { gzip } from '../../9-curves/gzip.ts';
import { packValue } from '../../9-curves/packValue.ts';
import { hashText } from './hashText.ts';
import { settingsOf, settingTexts } from './linkSettings.ts';
import { LINK_VERSION } from './linkState.ts';
import type { LinkState } from './linkState.ts';

/** A readable link longer than this is packed. */
const READABLE = 600;
/** Links longer than this are cut by mail programs, chats and QR codes. Units: characters behind '#'. */
export const MAX_LINK = 16_000;

function accessFields({ access: { hidden, locked } }: LinkState): Record<string, string> {
  return {
    ...(hidden.length > 0 ? { hide: hidden.join(',') } : {}),
    ...(locked.length > 0 ? { lock: locked.join(',') } : {}),
  };
}

function readable(state: LinkState): string | null {
  const texts = settingTexts(state.config);
  if (!texts || state.prompts.length > 0 || state.rewards.length > 0) return null;
  const { recipe } = settingsOf(state.config);
  const named: Record<string, string> = recipe === 'grpo' ? {} : { recipe };
  const text = hashText({ ...named, ...texts, ...state.layout, ...accessFields(state) });
  return text.length <= READABLE ? text : null;
}

/** '' for a page that is as it always opens. */
export async function encodeLink(state: LinkState): Promise<string> {
  const short = readable(state);
  if (short !== null) return short;
  const { config, layout, prompts, selected, rewards } = state;
  const packed = packValue('link', {
    version: LINK_VERSION,
    ...settingsOf(config),
    layout,
    prompts,
    selected,
    rewards,
  });
  return hashText({ z: toBase64url(await gzip(packed)), ...accessFields(state) });
}
