// What: the model as a panel of the header.
import type { PanelFile } from '../shell/panels.ts';
import { MODEL } from '../texts/model.ts';

export const panel: PanelFile = {
  id: 'model',
  title: MODEL.title,
  order: 12,
  load: () => import('./ModelPanel.tsx').then(({ ModelPanel }) => ModelPanel),
};
