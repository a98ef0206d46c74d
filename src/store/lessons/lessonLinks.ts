// What: the lessons that exist, told to the verdicts, which link those that explain what they found.
import { LESSONS } from '../../lessons/lessons.ts';
import { knowLessons } from '../verdicts.ts';
import { openLesson } from './openLesson.ts';

export const linkLessons = (): void =>
  knowLessons([...LESSONS].map(([id, { title }]) => ({ id, title, open: () => void openLesson(id, 'start') })));
