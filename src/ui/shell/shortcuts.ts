// What: the keys of the page as data: the help dialog and the listener are made from it.
import { pause, play, reset, stage, step } from '../../store/actions.ts';
import { useStore } from '../../store/store.ts';
import { COLUMNS, present, showColumn, showHelp, togglePanel, useView } from '../../store/view.ts';
import { SHELL } from '../texts/shell.ts';

export interface Shortcut {
  /** As KeyboardEvent.key has it. */
  readonly key: string;
  readonly shown: string;
  readonly does: string;
  readonly run: () => void;
}

const state = () => useStore.getState().state;
const isReady = () => state() === 'ready' || state() === 'paused';
const { keys: TEXT } = SHELL;

function goToColumn(i: number): void {
  const name = COLUMNS[i]!;
  showColumn(name);
  document.getElementById(`column-${name}`)?.focus();
}

export const SHORTCUTS: readonly Shortcut[] = [
  {
    ...{ key: ' ', shown: TEXT.space, does: TEXT.play },
    run: () => void (state() === 'running' ? pause() : isReady() && play()),
  },
  { key: 's', shown: 'S', does: TEXT.step, run: () => isReady() && void step() },
  { key: 'g', shown: 'G', does: TEXT.stage, run: () => isReady() && void stage() },
  { key: 'R', shown: TEXT.shiftR, does: TEXT.reset, run: () => (isReady() || state() === 'running') && void reset() },
  { key: ',', shown: ',', does: TEXT.settings, run: () => togglePanel('settings') },
  { key: 'p', shown: 'P', does: TEXT.present, run: () => present(!useView.getState().presenting) },
  ...COLUMNS.map((name, i) => ({
    ...{ key: String(i + 1), shown: String(i + 1), does: TEXT.column(SHELL.columns[name]) },
    run: () => goToColumn(i),
  })),
  { key: '?', shown: '?', does: TEXT.help, run: () => showHelp(true) },
];

const TYPING =
  'input, textarea, select, [contenteditable="true"], [role=slider], [role=dialog] [role=option], [role=menu]';
const PRESSABLE = 'button, a, summary, [role=button], [role=tab], [role=option], [role=row], [tabindex="0"]';

/** Keys belong to the field that is being typed in, and Space to the button in focus. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  return !!target.closest(TYPING) || (key === ' ' && !!target.closest(PRESSABLE));
}

/** Returns the way to stop listening. */
export function listenForShortcuts(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { shortcuts, help, atlas, page } = useView.getState();
    if (!shortcuts || help || atlas !== null || page !== null || isTaken(event)) return;
    const shortcut = SHORTCUTS.find(({ key }) => key === event.key);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
