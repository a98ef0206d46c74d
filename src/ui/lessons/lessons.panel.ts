// What: the list of lessons as a panel of the header.
import type { PanelFile } from '../shell/panels.ts';
import { LESSON } from '../texts/lessons.ts';

export const panel: PanelFile = {
  id: 'lessons',
  title: LESSON.title,
  order: 5,
  load: () => import('./LessonList.tsx').then(({ LessonList }) => LessonList),
};
