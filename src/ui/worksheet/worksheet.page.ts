// What: the worksheet of a lesson: `#worksheet=01-one-step`.
import type { PageFile } from '../pages.ts';

export const page: PageFile = {
  id: 'worksheet',
  load: () => import('./WorksheetPage.tsx').then(({ WorksheetPage }) => WorksheetPage),
};
