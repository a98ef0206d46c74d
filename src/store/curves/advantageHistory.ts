// What: how the advantages of every step were spread: counts in bins, bounded, for the histogram over time.
import { create } from 'zustand';
import type { GroupView } from '../../training/protocol.ts';
import { BINS, MOST_STEPS, REACH } from '../records/spreads.ts';
import type { Spread } from '../records/spreads.ts';
import { useStore } from '../store.ts';

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

/** Those of the run that was opened, in place of what was there; an older file has none but that of its last group. */
export function restoreSpreads(kept: readonly Spread[]): void {
  const { points, groups } = useStore.getState();
  const step = points.at(-1)?.step;
  const last = step === undefined || groups.length === 0 ? [] : [{ step, counts: countAdvantages(groups) }];
  useAdvantages.setState({ spreads: kept.length > 0 ? kept : last });
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
