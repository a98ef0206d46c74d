// What: the settings as a panel of the header.
import type { PanelFile } from '../shell/panels.ts';
import { SETTINGS } from '../texts/settings.ts';

export const panel: PanelFile = {
  id: 'settings',
  title: SETTINGS.settings,
  order: 10,
  load: () => import('./Settings.tsx').then(({ Settings }) => Settings),
};
