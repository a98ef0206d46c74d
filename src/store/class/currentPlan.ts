// What: the class that the page was opened for: its lessons in order, and the link that brought them. Small, because the page asks for it before
// a class link was ever opened. Nothing is kept when the page is closed but the address.
import { create } from 'zustand';
import type { LinkState } from '../link/linkState.ts';

export interface Plan {
  /** The link names a class; it may have no lessons. */
  readonly on: boolean;
  /** Ids in the order of the teacher. */
  readonly lessons: readonly string[];
  /** As the link writes them: '1-2-5'. */
  readonly text: string;
}

export const NO_PLAN: Plan = { on: false, lessons: [], text: '' };
export const usePlan = create<Plan>()(() => NO_PLAN);

/** What the opened link brought, so that the address says it while a lesson is on. */
let opened: LinkState | null = null;
export const keepOpened = (state: LinkState) => void (opened = state);
export const openedClass = (): LinkState | null => (usePlan.getState().on ? opened : null);
