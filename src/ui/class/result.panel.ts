// What: the result code of the run as a panel; it is opened from the bar of a class, from the end of a lesson, from Share.
import type { PanelFile } from '../shell/panels.ts';
import { CLASS } from '../texts/class.ts';

export const panel: PanelFile = {
  id: 'result',
  title: CLASS.resultTitle,
  order: 90,
  button: false,
  load: () => import('./MyResult.tsx').then(({ MyResult }) => MyResult),
};
