// What: the atlas and its open card as a choice of layout: `#atlas`, `#atlas=papo`.
import { openAtlas, useView } from '../view.ts';
import type { LayoutChoice } from './layoutChoice.ts';

export const choice: LayoutChoice = {
  name: 'atlas',
  read: () => useView.getState().atlas,
  apply: (value) => /^\w{0,60}$/.test(value) && openAtlas(value),
  listen: (changed) => useView.subscribe((now, before) => now.atlas !== before.atlas && changed()),
};
