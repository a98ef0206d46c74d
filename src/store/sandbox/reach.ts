// What: “Reachable?”: answers drawn with the current settings, before anything is trained, and how long a change takes from what they say.
// Formula: steps = GROUPS_TO_SEE / (groups a step · (1 − share of flat groups)); seconds = steps · seconds a step, measured: the median of the
//   last steps of the run, else the drawing of as many answers as a step has, which is only a part of a step.
import { create } from 'zustand';
import type { Config } from '../../config/config.ts';
import type { StepMetrics } from '../../training/protocol.ts';
import type { Reached } from '../../training/sandbox/sandboxTypes.ts';
import { sendPrompts } from '../actions.ts';
import { listenToEngine, send } from '../engine/engine.ts';
import { useStore } from '../store.ts';
import { canTry } from './sandbox.ts';

export const SAMPLES = 64;

/** Groups with a spread until the mean reward of three steps has risen by half a standard deviation: the median of the recorded runs in which it
 *  did (tests/store/reach.test.ts counts them). */
export const GROUPS_TO_SEE = 16;
/** Steps whose times are looked at. */
const LAST_STEPS = 5;

export interface ReachState {
  readonly running: boolean;
  readonly reached: Reached | null;
  readonly stopped: boolean;
  /** The settings that it holds for. */
  readonly config: Config | null;
}

export const useReach = create<ReachState>()(() => ({ running: false, reached: null, stopped: false, config: null }));
const set = useReach.setState;

listenToEngine((event) => {
  if (event.type === 'reached') set({ reached: event.reached, stopped: event.reached === null });
});

/** `promptId`: that prompt alone; null = those to train on. */
export async function probeReach(promptId: string | null): Promise<void> {
  if (useReach.getState().running || !canTry() || !(await sendPrompts())) return;
  set({ running: true, reached: null, stopped: false, config: useStore.getState().config });
  await send({ type: 'probeReach', promptId, samples: SAMPLES });
  set({ running: false });
}

export const stopReach = () => void send({ type: 'stopReach' });

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return (sorted[Math.floor(at)]! + sorted[Math.ceil(at)]!) / 2;
}

export interface Estimate {
  /** Infinity where every group is flat. */
  readonly steps: number;
  readonly perStep: number;
  /** 'steps' = measured on steps of the run; 'samples' = the drawing alone. */
  readonly measured: 'steps' | 'samples';
  readonly seconds: number;
}

export function estimate(reached: Reached, { data, sampling }: Config, points: readonly StepMetrics[]): Estimate {
  const groups = data.generation_batch_size / sampling.num_generations;
  const useful = groups * (1 - reached.flatShare);
  const steps = useful > 1e-9 ? Math.ceil(GROUPS_TO_SEE / useful) : Infinity;
  const times = points.slice(-LAST_STEPS).flatMap(({ metrics }) => metrics['step_time'] ?? []);
  const perStep = times.length > 0 ? median(times) : (reached.seconds / reached.samples) * data.generation_batch_size;
  return { steps, perStep, measured: times.length > 0 ? 'steps' : 'samples', seconds: steps * perStep };
}
