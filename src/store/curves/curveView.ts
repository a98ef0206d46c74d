// What: how the curves are looked at: smoothing, scale, range of steps, the step under the pointer. One state for all charts.
import { create } from 'zustand';

export type StepRange = readonly [from: number, to: number];

export interface CurveView {
  /** 0 = none … 0.99, as in TensorBoard. */
  readonly smoothing: number;
  readonly log: boolean;
  /** Steps that are shown; null = all. */
  readonly range: StepRange | null;
}

export const MAX_SMOOTHING = 0.99;

export const useCurveView = create<CurveView>()(() => ({ smoothing: 0, log: false, range: null }));
/** Beside the view: it changes with every move of the pointer, and the charts are not drawn again for it. */
export const useHover = create<{ readonly step: number | null }>()(() => ({ step: null }));

const set = useCurveView.setState;
export const chooseSmoothing = (smoothing: number) => set({ smoothing });
export const chooseLog = (log: boolean) => set({ log });
export const zoomTo = (range: StepRange | null) => set({ range: range && range[1] > range[0] ? range : null });
export const hoverStep = (step: number | null) => useHover.setState({ step });
