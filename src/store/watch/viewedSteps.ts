// What: the pictures of steps as the model got them, which the engine sends with every step while a panel watches them; kept for going
// back, bounded in bytes.
import { create } from 'zustand';
import type { ModelView } from '../../training/protocol.ts';
import { listenToEngine, send } from '../engine/engine.ts';
import { useStore } from '../store.ts';

export const MOST_BYTES = 48e6;

export interface ViewedStep {
  readonly step: number;
  /** One list per group. */
  readonly views: readonly (readonly ModelView[])[];
}

export const useViewedSteps = create<{ readonly steps: readonly ViewedStep[] }>()(() => ({ steps: [] }));

const bytesOf = ({ views }: ViewedStep) => views.flat().reduce((sum, { rgba }) => sum + rgba.byteLength, 0);

/** The newest that fit; the one that was added last always stays. A step that comes again replaces the later ones. */
export function addViewedStep(
  steps: readonly ViewedStep[],
  added: ViewedStep,
  most = MOST_BYTES,
): readonly ViewedStep[] {
  const kept = [...steps.filter(({ step }) => step < added.step), added];
  let bytes = kept.reduce((sum, step) => sum + bytesOf(step), 0);
  let from = 0;
  while (bytes > most && from < kept.length - 1) bytes -= bytesOf(kept[from++]!);
  return kept.slice(from);
}

listenToEngine((event) => {
  if (event.type !== 'viewed') return;
  const { step, views } = event;
  useViewedSteps.setState(({ steps }) => ({ steps: addViewedStep(steps, { step, views }) }));
});

/** A new run has other pictures under the same numbers. */
useStore.subscribe(({ points }, before) => {
  const [now, then] = [points.at(-1)?.step ?? 0, before.points.at(-1)?.step ?? 0];
  if (points === before.points || now > then) return;
  useViewedSteps.setState(({ steps }) => ({ steps: steps.filter(({ step }) => step < now) }));
});

let wanted = false;

export function watchViews(views: boolean): void {
  if (views === wanted) return;
  wanted = views;
  void send({ type: 'watch', views });
}

/** A new engine knows nothing of it. */
useStore.subscribe(({ state }, before) => {
  if (state === 'ready' && before.state === 'loading' && wanted) void send({ type: 'watch', views: true });
});
