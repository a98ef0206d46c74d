// What: twin of listed.wgsl, by JSON.parse and what Python makes of its result.
import { isRecord, readJson } from './jsonText.ref.ts';
import { blockIn, completionOf } from './namedBlock.ref.ts';
import type { Rollout } from './prelude.ref.ts';
import { stripped } from './unicode.ref.ts';

/** Things behind these are only counted. */
export const MOST_LISTED = 120;

/** undefined where the answer block is missing or no JSON. */
export function readListed(rollout: Rollout): unknown {
  const block = blockIn(completionOf(rollout), 'answer');
  return block === null ? undefined : readJson(stripped(block));
}

/** len() of Python; −1 where there is none. */
export function lengthOf(data: unknown): number {
  if (Array.isArray(data)) return data.length;
  if (typeof data === 'string') return [...data].length;
  return isRecord(data) ? Object.keys(data).length : -1;
}
