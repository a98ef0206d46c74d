// What: the teacher's page: `#class`.
import type { PageFile } from '../pages.ts';

export const page: PageFile = {
  id: 'class',
  load: () => import('./ClassPage.tsx').then(({ ClassPage }) => ClassPage),
};
