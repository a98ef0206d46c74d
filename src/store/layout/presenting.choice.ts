// What: bigger type for a projector as a choice of layout.
import { present, useView } from '../view.ts';
import type { LayoutChoice } from './layoutChoice.ts';

export const choice: LayoutChoice = {
  name: 'presenting',
  read: () => (useView.getState().presenting ? 'true' : null),
  apply: (value) => present(value === 'true'),
  listen: (changed) => useView.subscribe((now, before) => now.presenting !== before.presenting && changed()),
};
