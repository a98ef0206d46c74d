// What: how the advantages of every step were spread: counts in bins, bounded, for the histogram over time.
// Units: 21 bins of 0.3 standard deviations from −3.15 to 3.15; what lies beyond is counted in the outer bins.
import { create } from 'zustand';
import type { GroupView } from '../training/protocol.ts';
import { useStore } from './store.ts';

export const BINS = 21;
export const REACH = 3.15;
const MOST_STEPS = 2000;

export interface Spread {
  readonly step: number;
  readonly counts: Uint16Array;
}

export const useAdvantages = create<{ readonly spreads: readonly Spread[] }>()(() => ({ spreads: [] }));

export function countAdvantages(groups: readonly GroupView[]): Uint16Array {
  const counts = new Uint16Array(BINS);
  for (const { rollouts } of groups) {
    for (const { advantage } of rollouts) {
      const bin = Math.floor(((advantage + REACH) / (2 * REACH)) * BINS);
      const at = Math.max(0, Math.min(BINS - 1, bin));
      counts[at] = counts[at]! + 1;
    }
  }
  return counts;
}

useStore.subscribe(({ points, groups }, before) => {
  if (points === before.points) return;
  const step = points.at(-1)?.step;
  if (step === undefined) return useAdvantages.setState({ spreads: [] });
  if (groups === before.groups || groups.length === 0) return;
  useAdvantages.setState(({ spreads }) => ({
    spreads: [...spreads.filter((spread) => spread.step < step), { step, counts: countAdvantages(groups) }].slice(
      -MOST_STEPS,
    ),
  }));
});
