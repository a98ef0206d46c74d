// What: how the advantages of every step were spread, as the chart has it and as run files hold it, and the check of one
// that comes from outside. Two arrays for all steps, so that two thousand of them are two parts of the file.
// Shapes: steps [n] u32, ascending; counts [n × BINS] u16, row by row.
// Units: 21 bins of 0.3 standard deviations from −3.15 to 3.15; what lies beyond is counted in the outer bins.
import { isFields } from './promptRecord.ts';

export const BINS = 21;
export const REACH = 3.15;
/** The newest are kept. */
export const MOST_STEPS = 2000;

export interface Spread {
  readonly step: number;
  readonly counts: Uint16Array;
}

export interface SpreadRecord {
  readonly steps: Uint32Array;
  readonly counts: Uint16Array;
}

/** Steps after `last` are left out: a checkpoint may be older than the page. */
export function spreadRecord(spreads: readonly Spread[], last: number): SpreadRecord {
  const kept = spreads.filter(({ step }) => step <= last).slice(-MOST_STEPS);
  const counts = new Uint16Array(kept.length * BINS);
  kept.forEach((spread, i) => counts.set(spread.counts, i * BINS));
  return { steps: Uint32Array.from(kept, ({ step }) => step), counts };
}

export const spreadsOf = ({ steps, counts }: SpreadRecord): readonly Spread[] =>
  Array.from(steps, (step, i) => ({ step, counts: counts.slice(i * BINS, (i + 1) * BINS) }));

const NONE: SpreadRecord = { steps: new Uint32Array(0), counts: new Uint16Array(0) };

/** None where it is damaged, or the file is of an older page: a chart must not cost the run. */
export function readSpreadRecord(value: unknown, last: number): SpreadRecord {
  if (!isFields(value)) return NONE;
  const { steps, counts } = value;
  if (!(steps instanceof Uint32Array) || !(counts instanceof Uint16Array)) return NONE;
  const ascending = steps.every((step, i) => step > (i === 0 ? 0 : steps[i - 1]!));
  if (!ascending || steps.length > MOST_STEPS || counts.length !== steps.length * BINS) return NONE;
  return (steps.at(-1) ?? 0) <= last ? { steps, counts } : NONE;
}
