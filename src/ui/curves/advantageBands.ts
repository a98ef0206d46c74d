// What: the bins of the advantages put together into bands that can be read in a table and in a sentence.
// Units: edges in standard deviations, half-way between bins, so that every answer is in one band.
import { BINS, REACH } from '../../store/records/spreads.ts';
import type { Spread } from '../../store/records/spreads.ts';
import { CURVES } from '../texts/curves.ts';

const WIDTH = (2 * REACH) / BINS;
/** Bins on either side of the middle one that are still a little below or above the mean. */
const MODERATE = 3;
const MIDDLE = (BINS - 1) / 2;

/** Edges of “near the mean” and of “far”. */
export const NEAR = WIDTH / 2;
export const FAR = (MODERATE + 0.5) * WIDTH;

/** Index 0 … 4 from far below to far above the mean. */
function bandOf(bin: number): number {
  const off = bin - MIDDLE;
  if (off === 0) return 2;
  const far = Math.abs(off) > MODERATE ? 2 : 1;
  return 2 + Math.sign(off) * far;
}

export function bandCounts({ counts }: Spread): readonly number[] {
  const bands = [0, 0, 0, 0, 0];
  counts.forEach((count, bin) => (bands[bandOf(bin)]! += count));
  return bands;
}

/** Answers of the last step below, near and above the mean of their group. */
export function advantageSentence(last: Spread | undefined): string {
  if (!last) return CURVES.noAdvantages;
  const [farBelow, below, near, above, farAbove] = bandCounts(last);
  return CURVES.advantages(last.step, farBelow! + below!, near!, above! + farAbove!);
}
