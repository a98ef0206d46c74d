// What: how the visitor has arranged the page: which panel is open, which tab a phone shows, theme, type size, speed.
// Plain data beside the run; theme, type size, and what was dismissed are kept on this device.
import { create } from 'zustand';
import type { StageName } from '../training/protocol.ts';
import { FULL_SPEED, usePace } from './engine/pace.ts';
import { useStore } from './store.ts';

export type Theme = 'system' | 'light' | 'dark';
export const COLUMNS = ['pictures', 'group', 'curves'] as const;
export type ColumnName = (typeof COLUMNS)[number];

/** A page in the workbench's place, beside the atlas: src/ui/pages.ts. */
export interface OtherPage {
  readonly id: string;
  /** What it shows; '' = nothing in particular. */
  readonly of: string;
}

interface Kept {
  readonly theme: Theme;
  /** Bigger type for a projector. */
  readonly presenting: boolean;
  /** Single-key shortcuts. */
  readonly shortcuts: boolean;
  /** All settings, or only those that a first lesson needs. */
  readonly expert: boolean;
  /** The first-visit hint was read or closed. */
  readonly welcomed: boolean;
}

export interface ViewState extends Kept {
  /** Id of the open panel (src/ui/shell/panels.ts). */
  readonly panel: string | null;
  /** The column that a narrow screen shows. */
  readonly column: ColumnName;
  readonly help: boolean;
  /** The card of the atlas that is open; '' = the atlas without one, null = the page itself. */
  readonly atlas: string | null;
  /** null = the workbench, or the atlas. */
  readonly page: OtherPage | null;
  /** The stage whose inside is shown. */
  readonly stage: StageName | null;
}

const KEY = 'rollscope.view';
const DEFAULTS: Kept = { theme: 'system', presenting: false, shortcuts: true, expert: false, welcomed: false };

/** A page that may not store anything (a private window) simply forgets. */
function kept(): Kept {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    const flag = (name: Exclude<keyof Kept, 'theme'>) =>
      typeof found[name] === 'boolean' ? found[name] : DEFAULTS[name];
    const theme = (['system', 'light', 'dark'] as const).find((name) => name === found['theme']) ?? DEFAULTS.theme;
    return {
      theme,
      presenting: flag('presenting'),
      shortcuts: flag('shortcuts'),
      expert: flag('expert'),
      welcomed: flag('welcomed'),
    };
  } catch {
    return DEFAULTS;
  }
}

export const useView = create<ViewState>()(() => ({
  panel: null,
  column: 'pictures',
  help: false,
  atlas: null,
  page: null,
  stage: null,
  ...kept(),
}));

useView.subscribe(({ theme, presenting, shortcuts, expert, welcomed }) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ theme, presenting, shortcuts, expert, welcomed }));
  } catch {
    // nothing to do: the choice holds until the page is closed
  }
});

const set = useView.setState;
export const openPanel = (panel: string | null) => set({ panel });
export const togglePanel = (panel: string) => set((view) => ({ panel: view.panel === panel ? null : panel }));
export const showColumn = (column: ColumnName) => set({ column });
export const openAtlas = (atlas: string | null) => set({ atlas });
export const goTo = (page: OtherPage | null) => set({ page });
export const showHelp = (help: boolean) => set({ help });
export const chooseTheme = (theme: Theme) => set({ theme });
export const present = (presenting: boolean) => set({ presenting });
export const allowShortcuts = (shortcuts: boolean) => set({ shortcuts });
export const showExpert = (expert: boolean) => set({ expert });
export const welcome = () => set({ welcomed: true });
export const openStage = (stage: StageName | null) => set({ stage });

/** An open stage follows the run where it can be followed: one stage at a time, and in slow motion. */
useStore.subscribe(({ currentStage, state }, before) => {
  const { stage } = useView.getState();
  if (!stage || !currentStage || currentStage === stage) return;
  const moved = currentStage !== before.currentStage;
  const halted = state !== before.state && state !== 'running' && before.state === 'running';
  if (halted || (moved && usePace.getState().level !== FULL_SPEED)) set({ stage: currentStage });
});
