// What: runs that are kept beside the present one, to be compared: named, hidden, deleted. Bounded, plain data.
// A run of some length that a reset ends is kept by itself; the oldest that nobody has named gives way.
import { create } from 'zustand';
import type { Config } from '../config/config.ts';
import type { StepMetrics } from '../training/protocol.ts';
import { useStore } from './store.ts';

export const MAX_RUNS = 6;
/** Shorter runs are not worth keeping unasked. */
export const LEAST_STEPS = 10;

export interface KeptRun {
  readonly id: string;
  readonly name: string;
  /** The visitor gave it its name or kept it by hand: it never gives way by itself. */
  readonly wanted: boolean;
  readonly hidden: boolean;
  /** Index of its colour; 0 is the present run's. */
  readonly colour: number;
  readonly config: Config;
  readonly points: readonly StepMetrics[];
}

export const useRuns = create<{ readonly runs: readonly KeptRun[] }>()(() => ({ runs: [] }));

let count = 0;

function withRoom(runs: readonly KeptRun[]): readonly KeptRun[] {
  if (runs.length < MAX_RUNS) return runs;
  const out = runs.find(({ wanted }) => !wanted) ?? runs[0];
  return runs.filter((run) => run !== out);
}

function freeColour(runs: readonly KeptRun[]): number {
  const taken = new Set(runs.map(({ colour }) => colour));
  return Array.from({ length: MAX_RUNS }, (_, i) => i + 1).find((colour) => !taken.has(colour)) ?? 1;
}

export function keepRun(points: readonly StepMetrics[], config: Config, wanted: boolean): void {
  if (points.length === 0) return;
  useRuns.setState(({ runs }) => {
    const others = withRoom(runs.filter((run) => run.points.at(-1) !== points.at(-1)));
    const number = ++count;
    const name = `Run ${number}: ${config.recipe}`;
    const run = { ...{ id: `run-${number}`, name, wanted, hidden: false, config, points }, colour: freeColour(others) };
    return { runs: [...others, run] };
  });
}

/** The present run as it stands now. */
export function keepPresentRun(): void {
  const { points, config } = useStore.getState();
  keepRun(points, config, true);
}

const change = (id: string, made: (run: KeptRun) => KeptRun) =>
  useRuns.setState(({ runs }) => ({ runs: runs.map((run) => (run.id === id ? made(run) : run)) }));

export const renameRun = (id: string, name: string) =>
  change(id, (run) => (name.trim() ? { ...run, name: name.trim().slice(0, 60), wanted: true } : run));
export const toggleRun = (id: string) => change(id, (run) => ({ ...run, hidden: !run.hidden }));
export const deleteRun = (id: string) =>
  useRuns.setState(({ runs }) => ({ runs: runs.filter((run) => run.id !== id) }));

useStore.subscribe(({ points }, before) => {
  const ended = before.points.length >= LEAST_STEPS && points !== before.points && points.length <= 1;
  if (ended) keepRun(before.points, before.config, false);
});
