// What: two or three systems of the atlas run one after the other on the pictures of the table, with the same seed, for the same number
// of steps; their curves and last groups stay, and the runs are kept beside the present one.
import { create } from 'zustand';
import { settingFor, SYSTEMS } from '../../atlas/systems.ts';
import { applyRecipe } from '../../config/applyRecipe.ts';
import type { Config } from '../../config/config.ts';
import { setLeaves } from '../../config/setLeaf.ts';
import type { GroupView, StepMetrics } from '../../training/protocol.ts';
import { pause, reset, say, sendPrompts } from '../actions.ts';
import { keepRun } from '../curves/runs.ts';
import { configProblem, setConfig } from '../engine/configActions.ts';
import { send } from '../engine/engine.ts';
import { leaveRecording } from '../recorded/playRecording.ts';
import { useStore } from '../store.ts';
import { untilReady } from './runHere.ts';

export const MOST_COMPARED = 3;
export const COMPARED_STEPS = 20;
export const MOST_STEPS = 500;

export interface Compared {
  /** Of the system. */
  readonly id: string;
  readonly name: string;
  readonly config: Config;
  readonly points: readonly StepMetrics[];
  readonly groups: readonly GroupView[];
}

interface Comparison {
  readonly chosen: readonly string[];
  readonly steps: number;
  /** Id of the one that runs now. */
  readonly running: string | null;
  readonly results: readonly Compared[];
}

export const useComparison = create<Comparison>()(() => ({
  chosen: [],
  steps: COMPARED_STEPS,
  running: null,
  results: [],
}));
const { getState: get, setState: set } = useComparison;

export const choose = (id: string, chosen: boolean) =>
  set((now) => ({
    chosen: [...now.chosen.filter((other) => other !== id), ...(chosen ? [id] : [])].slice(-MOST_COMPARED),
  }));
export const chooseSteps = (steps: number) =>
  Number.isInteger(steps) && steps >= 1 && steps <= MOST_STEPS && set({ steps });

let stopped = false;
export function stopComparison(): void {
  stopped = true;
  void pause();
}

/** Resolves when the run has made its steps, or has ended before. */
function untilDone(steps: number): Promise<void> {
  return new Promise((resolve) => {
    let begun = false;
    const stop = useStore.subscribe(({ state, points }) => {
      begun ||= state === 'running';
      const reached = (points.at(-1)?.step ?? 0) >= steps;
      if (reached && state === 'running') void pause();
      if (!(begun && state !== 'running') && state !== 'failed') return;
      stop();
      resolve();
    });
  });
}

/** Null, after a sentence, where it could not be run. */
async function runOne(id: string, steps: number): Promise<Compared | null> {
  const system = SYSTEMS.get(id);
  const setting = system && settingFor(system);
  if (!system || !setting?.recipe) return null;
  const { recipe, leaves } = setting;
  const change = (config: Config) => setLeaves(applyRecipe(config, recipe), leaves);
  const problem = configProblem(change);
  if (problem !== null) {
    say(problem);
    return null;
  }
  await setConfig(change(useStore.getState().config));
  await reset();
  if (!(await untilReady()) || !(await sendPrompts())) return null;
  const done = untilDone(steps);
  if (!(await send({ type: 'start', steps }))) return null;
  await done;
  const { points, groups, config } = useStore.getState();
  return points.length > 0 ? { id, name: system.name, config, points, groups } : null;
}

/** A comparison that is stopped or refused keeps what it has. */
export async function compareSystems(): Promise<void> {
  const { chosen, steps, running } = get();
  if (running !== null) return;
  stopped = false;
  leaveRecording();
  set({ results: [], running: chosen[0] ?? null });
  if (await untilReady()) {
    for (const id of chosen) {
      set({ running: id });
      const result = await runOne(id, steps);
      if (!result) break;
      set(({ results }) => ({ results: [...results, result] }));
      if (stopped) break;
    }
  }
  set({ running: null });
  for (const { points, config } of get().results) keepRun(points, config, true);
}
