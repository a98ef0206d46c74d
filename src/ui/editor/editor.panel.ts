// What: the reward editor as a panel of the header; the code editor is loaded when it is first opened.
import type { PanelFile } from '../shell/panels.ts';
import { EDITOR } from '../texts/editor.ts';

export const panel: PanelFile = {
  id: 'editor',
  title: EDITOR.title,
  order: 20,
  wide: true,
  load: () => import('./RewardEditor.tsx').then(({ RewardEditor }) => RewardEditor),
};
