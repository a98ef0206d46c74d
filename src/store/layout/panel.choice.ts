// What: the open panel as a choice of layout.
import { openPanel, useView } from '../view.ts';
import type { LayoutChoice } from './layoutChoice.ts';

export const choice: LayoutChoice = {
  name: 'panel',
  /** Whoever makes a link has that panel open. */
  read: () => {
    const { panel } = useView.getState();
    return panel === 'share' ? null : panel;
  },
  apply: (value) => /^[\w-]{1,40}$/.test(value) && openPanel(value),
  listen: (changed) => useView.subscribe((now, before) => now.panel !== before.panel && changed()),
};
