// What: the symbol of a formula that is pointed at, or was pressed: whatever carries it on the page lights up; and the symbols whose
// settings were changed since the last step.
import { create } from 'zustand';

export interface Lit {
  /** Under the pointer or in focus. */
  readonly pointed: string | null;
  /** Pressed: stays lit. */
  readonly pinned: string | null;
  readonly changed: readonly string[];
}

export const useLit = create<Lit>()(() => ({ pointed: null, pinned: null, changed: [] }));

export const pointAt = (key: string | null) => useLit.setState({ pointed: key });
export const pin = (key: string) => useLit.setState(({ pinned }) => ({ pinned: pinned === key ? null : key }));
export const markChanged = (changed: readonly string[]) => useLit.setState({ changed });
export const unlight = () => useLit.setState({ pointed: null, pinned: null, changed: [] });
