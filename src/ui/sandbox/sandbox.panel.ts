// What: the reward sandbox as a panel of the header.
import type { PanelFile } from '../shell/panels.ts';
import { SANDBOX } from '../texts/sandbox.ts';

export const panel: PanelFile = {
  id: 'sandbox',
  title: SANDBOX.title,
  order: 22,
  wide: true,
  load: () => import('./Sandbox.tsx').then(({ Sandbox }) => Sandbox),
};
