// What: slow motion: how long the engine rests before every stage of a run. Changes no number of the run.
import { create } from 'zustand';
import { send } from './engine.ts';
import { useStore } from '../store.ts';

/** From slow motion to full speed. Units: milliseconds before each of the nine stages. */
export const PACES = [3000, 1500, 700, 250, 0] as const;
export const FULL_SPEED = PACES.length - 1;

export const usePace = create<{ readonly level: number }>()(() => ({ level: FULL_SPEED }));

const tell = () => send({ type: 'pace', stageMs: PACES[usePace.getState().level] ?? 0 });

export function choosePace(level: number): void {
  if (level === usePace.getState().level) return;
  usePace.setState({ level });
  void tell();
}

/** A new engine knows nothing of it. */
useStore.subscribe(({ state }, before) => {
  if (state === 'ready' && before.state === 'loading' && usePace.getState().level !== FULL_SPEED) void tell();
});
