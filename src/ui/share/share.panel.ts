// What: sharing as a panel of the header.
import type { PanelFile } from '../shell/panels.ts';
import { SHARE } from '../texts/share.ts';

export const panel: PanelFile = {
  id: 'share',
  title: SHARE.title,
  order: 30,
  load: () => import('./SharePanel.tsx').then(({ SharePanel }) => SharePanel),
};
