// What: how the visitor has arranged the page: which panel is open, which tab a phone shows, theme, type size.
// Plain data beside the run; theme and type size are kept on this device.
import { create } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';
export type ColumnName = 'pictures' | 'group' | 'curves';

export interface ViewState {
  /** Id of the open panel (src/ui/shell/panels.ts). */
  readonly panel: string | null;
  /** The column that a narrow screen shows. */
  readonly column: ColumnName;
  readonly theme: Theme;
  /** Bigger type for a projector. */
  readonly presenting: boolean;
}

const KEPT = 'rollscope.view';

/** A page that may not store anything (a private window) simply forgets. */
function kept(): Partial<Pick<ViewState, 'theme' | 'presenting'>> {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Record<string, unknown>;
    return {
      ...(['system', 'light', 'dark'].includes(found['theme'] as string) && { theme: found['theme'] as Theme }),
      ...(typeof found['presenting'] === 'boolean' && { presenting: found['presenting'] }),
    };
  } catch {
    return {};
  }
}

export const useView = create<ViewState>()(() => ({
  panel: null,
  column: 'pictures',
  theme: 'system',
  presenting: false,
  ...kept(),
}));

useView.subscribe(({ theme, presenting }) => {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ theme, presenting }));
  } catch {
    // nothing to do: the choice holds until the page is closed
  }
});

const set = useView.setState;
export const openPanel = (panel: string | null) => set({ panel });
export const togglePanel = (panel: string) => set((view) => ({ panel: view.panel === panel ? null : panel }));
export const showColumn = (column: ColumnName) => set({ column });
export const chooseTheme = (theme: Theme) => set({ theme });
export const present = (presenting: boolean) => set({ presenting });
