// What: the lesson that is on as a choice of layout: `#lesson=01-one-step`.
import { useCurrentLesson } from '../lessons/currentLesson.ts';
import { leaveLesson, openLesson } from '../lessons/openLesson.ts';
import type { LayoutChoice } from './layoutChoice.ts';

export const choice: LayoutChoice = {
  name: 'lesson',
  read: () => useCurrentLesson.getState().id,
  /** Nothing waits for it: it begins when the rest of the link is on the page. */
  apply: (value) => void (/^[\w-]{1,60}$/.test(value) ? openLesson(value) : leaveLesson()),
  listen: (changed) => useCurrentLesson.subscribe(changed),
};
