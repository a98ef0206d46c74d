// What: what is going on, for the page: the rules on the run that is shown, and the lessons that exist. Read once a step.
import { create } from 'zustand';
import { historyOf, readVerdict } from '../verdicts/readVerdict.ts';
import type { Reading } from '../verdicts/readVerdict.ts';
import type { PageState } from './store.ts';

export interface LessonLink {
  /** The name of its file: '05-why-the-loss-is-0'. */
  readonly id: string;
  readonly title: string;
  open(): void;
}

export const useLessonLinks = create<{ readonly lessons: readonly LessonLink[] }>()(() => ({ lessons: [] }));
/** Whoever has the lessons says so here; verdicts link those that they name, by number. */
export const knowLessons = (lessons: readonly LessonLink[]) => useLessonLinks.setState({ lessons });

const numberOf = (id: string) => /^\d+/.exec(id)?.[0];
export const lessonOf = (lessons: readonly LessonLink[], id: string | undefined): LessonLink | undefined =>
  id === undefined
    ? undefined
    : (lessons.find((lesson) => lesson.id === id) ?? lessons.find((lesson) => numberOf(lesson.id) === numberOf(id)));

type Shown = Pick<PageState, 'points' | 'config' | 'groups'>;
let read: Shown | null = null;
let reading: Reading | null = null;

/** The same object until there is another step or another setting; the groups of a step come with its point. */
export function verdictOf({ points, config, groups }: Shown): Reading | null {
  if (read?.points !== points || read.config !== config) {
    read = { points, config, groups };
    reading = readVerdict(historyOf(points, config, groups));
  }
  return reading;
}
