// What: twin of namedBlock.wgsl, by expressions.
import { textOf } from './unicode.ref.ts';
import type { Rollout } from './prelude.ref.ts';

/** Blocks of a search for pages. */
type TraceName = 'search' | 'select' | 'information';
export type BlockName = 'think' | 'answer' | 'rethink' | 'location' | 'bbox' | 'context' | 'judge' | TraceName;

/** What stands between the tags of the first or the last block; null where there is none. */
export function blockIn(text: string, name: BlockName, { oneLine = false, last = false } = {}): string | null {
  const inner = oneLine ? '[^\\n]*?' : '[^]*?';
  const found = [...text.matchAll(new RegExp(`<${name}>(${inner})</${name}>`, 'g'))];
  return found.at(last ? -1 : 0)?.[1] ?? null;
}

export const completionOf = (rollout: Rollout): string => textOf(rollout.spanBytes('completion'));
