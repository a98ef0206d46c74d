// What: the steps that the run can go back to, and going back: the engine puts the run where it stood after that step, the run that it leaves is
//   kept beside it. They live in the engine's memory: a reload, another model or a reset forgets them; the last run that is kept on this device is
//   one adapter, and eight would be eight times its size.
import { create } from 'zustand';
import type { KeptAdapter } from '../../training/checkpoint.ts';
import { useAdvantages } from '../curves/advantageHistory.ts';
import { keepRun } from '../curves/runs.ts';
import { hasStandIn, listenToEngine, send } from '../engine/engine.ts';
import { useKeptSteps } from '../group/keptSteps.ts';
import { useStore } from '../store.ts';
import { RUN_TEXTS } from '../texts/run.ts';

interface KeptAdapters {
  /** The oldest first. */
  readonly adapters: readonly KeptAdapter[];
  readonly bytes: number;
}

const NONE: KeptAdapters = { adapters: [], bytes: 0 };
export const useKeptAdapters = create<KeptAdapters>()(() => NONE);

listenToEngine((event) => {
  if (event.type === 'kept') useKeptAdapters.setState({ adapters: event.adapters, bytes: event.bytes });
});
/** They were the engine's. */
useStore.subscribe(({ state }, before) => {
  if (state === 'failed' && before.state !== 'failed') useKeptAdapters.setState(NONE);
});

/** The newest kept step that is not after `step`, and before the last step of the run; undefined where there is none. */
export const keptAtOrBefore = (adapters: readonly KeptAdapter[], step: number, last: number): KeptAdapter | undefined =>
  adapters.findLast((kept) => kept.step <= step && kept.step < last);

let going = false;

/** False where it was refused; a sentence was shown. */
export async function goBack(step: number): Promise<boolean> {
  if (going || hasStandIn()) return false;
  going = true;
  try {
    const { config } = useStore.getState();
    const past = useKeptSteps.getState().steps.filter((kept) => kept.step <= step);
    const spreads = useAdvantages.getState().spreads.filter((spread) => spread.step <= step);
    let left = useStore.getState().points;
    // A run that is under way goes on until it hears of it.
    const stop = useStore.subscribe(({ points }, before) => {
      if (points.length < before.points.length) left = before.points;
    });
    const went = await send({ type: 'goBack', step });
    stop();
    if (!went) return false;
    useKeptSteps.setState({ steps: past });
    useAdvantages.setState({ spreads });
    useStore.setState({ groups: past.find((kept) => kept.step === step)?.groups ?? [], selectedGroup: 0 });
    keepRun(left, config, true, (usual) => RUN_TEXTS.wentBackName(usual, step));
    return true;
  } finally {
    going = false;
  }
}
