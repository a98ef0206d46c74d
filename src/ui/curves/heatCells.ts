// What: the spread of the advantages as cells of a heat map: steps side by side, counts of steps that share a column added.
// Units: strength 0 … 1, the share of the fullest cell of the same column. Pure: the same for the screen and for the file.
import { BINS } from '../../store/records/spreads.ts';
import type { Spread } from '../../store/records/spreads.ts';
import type { StepRange } from '../../store/curves/curveView.ts';

export interface HeatCell {
  readonly column: number;
  /** From below. */
  readonly bin: number;
  readonly strength: number;
}

export interface HeatCells {
  readonly columns: number;
  readonly cells: readonly HeatCell[];
}

export function heatCells(spreads: readonly Spread[], [start, end]: StepRange, mostColumns: number): HeatCells {
  // A range around a single step has halves at its ends.
  const [from, to] = [Math.ceil(start), Math.floor(end)];
  const steps = Math.max(1, to - from + 1);
  const columns = Math.max(1, Math.min(Math.ceil(mostColumns), steps));
  const sums = new Float32Array(columns * BINS);
  for (const { step, counts } of spreads) {
    if (step < from || step > to) continue;
    const column = Math.min(columns - 1, Math.floor(((step - from) / steps) * columns));
    counts.forEach((count, bin) => (sums[column * BINS + bin]! += count));
  }
  const cells: HeatCell[] = [];
  for (let column = 0; column < columns; column++) {
    const own = sums.subarray(column * BINS, (column + 1) * BINS);
    const most = own.reduce((a, b) => Math.max(a, b), 0);
    own.forEach((count, bin) => count > 0 && cells.push({ column, bin, strength: count / most }));
  }
  return { columns, cells };
}

/** Even one answer among many can be seen. */
export const opacityOf = (strength: number): number => 0.15 + 0.85 * strength;
