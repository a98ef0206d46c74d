// What: runs that are kept beside the present one, to be compared: named, hidden, deleted. Bounded, plain data.
// A run of some length that a reset ends is kept by itself; the oldest that nobody has named gives way.
import { create } from 'zustand';
import type { Config } from '../../config/config.ts';
import type { StepMetrics } from '../../training/protocol.ts';
import { hasStandIn } from '../engine/engine.ts';
import { MAX_NAME } from '../records/comparedRun.ts';
import type { ComparedRun } from '../records/comparedRun.ts';
import { shownLog } from '../recorded/shownRecording.ts';
import { useStore } from '../store.ts';
import { RUN_TEXTS } from '../texts/run.ts';

export const MAX_RUNS = 6;
/** Shorter runs are not worth keeping unasked. */
export const LEAST_STEPS = 10;

export interface KeptRun extends ComparedRun {
  readonly id: string;
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

export function keepRun(
  points: readonly StepMetrics[],
  config: Config,
  wanted: boolean,
  nameOf: (usual: string) => string = (usual) => usual,
): void {
  if (points.length === 0) return;
  useRuns.setState(({ runs }) => {
    const others = withRoom(runs.filter((run) => run.points.at(-1) !== points.at(-1)));
    const number = ++count;
    const name = nameOf(RUN_TEXTS.name(number, config.recipe)).slice(0, MAX_NAME);
    const run = { ...{ id: `run-${number}`, name, wanted, hidden: false, config, points }, colour: freeColour(others) };
    return { runs: [...others, run] };
  });
}

/** A file is opened in a page that may have some of its runs already, as other objects. */
const same = (a: readonly StepMetrics[], b: readonly StepMetrics[]) =>
  a.length === b.length && JSON.stringify(a.at(-1)) === JSON.stringify(b.at(-1));

/** The present run, where another is opened in its place. */
export function keepReplaced(points: readonly StepMetrics[], config: Config, opened: readonly StepMetrics[]): void {
  const known = [opened, ...useRuns.getState().runs.map((run) => run.points)];
  if (points.length >= LEAST_STEPS && !known.some((other) => same(other, points))) keepRun(points, config, false);
}

/** A run that goes on after its engine died needs no copy beside it, unless the visitor wanted one. */
export const dropCopies = (points: readonly StepMetrics[]) =>
  useRuns.setState(({ runs }) => ({ runs: runs.filter((run) => run.wanted || !same(run.points, points)) }));

/** Those of a run file beside those that are here; each keeps its colour where it is free. */
export function addRuns(added: readonly ComparedRun[]): void {
  for (const run of added) {
    useRuns.setState(({ runs }) => {
      if (runs.some(({ points }) => same(points, run.points))) return { runs };
      const others = withRoom(runs);
      const free = run.colour >= 1 && run.colour <= MAX_RUNS && others.every(({ colour }) => colour !== run.colour);
      const colour = free ? run.colour : freeColour(others);
      return { runs: [...others, { ...run, id: `run-${++count}`, colour }] };
    });
  }
}

/** As a run file holds them. */
export const comparedRuns = (): readonly ComparedRun[] =>
  useRuns.getState().runs.map(({ name, wanted, hidden, colour, foreign, config, points }) => ({
    ...{ name, wanted, hidden, colour, ...(foreign && { foreign }) },
    config,
    points,
  }));

/** The current run as it is now. */
export function keepPresentRun(): void {
  const { points, config } = useStore.getState();
  const log = shownLog();
  if (!log) return keepRun(points, config, true);
  const name = RUN_TEXTS.foreignName(log.title, RUN_TEXTS.lastStep(points.at(-1)?.step ?? 0));
  addRuns([{ ...{ name, wanted: true, hidden: false, colour: 0, foreign: true as const }, config, points }]);
}

const change = (id: string, made: (run: KeptRun) => KeptRun) =>
  useRuns.setState(({ runs }) => ({ runs: runs.map((run) => (run.id === id ? made(run) : run)) }));

export const renameRun = (id: string, name: string) =>
  change(id, (run) => (name.trim() ? { ...run, name: name.trim().slice(0, MAX_NAME), wanted: true } : run));
export const toggleRun = (id: string) => change(id, (run) => ({ ...run, hidden: !run.hidden }));
export const deleteRun = (id: string) =>
  useRuns.setState(({ runs }) => ({ runs: runs.filter((run) => run.id !== id) }));

useStore.subscribe(({ points }, before) => {
  const ended = before.points.length >= LEAST_STEPS && points !== before.points && points.length <= 1;
  // A recording that is sought back or left is not a run of the visitor's.
  if (ended && !hasStandIn()) keepRun(before.points, before.config, false);
});
