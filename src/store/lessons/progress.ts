// What: how far each lesson is, kept on this device: the step, what was predicted, the runs that later steps speak about.
import { create } from 'zustand';
import type { Lesson, LessonRun, PredictionValue } from '../../lessons/lesson.ts';

export interface LessonProgress {
  /** Id of the step that the learner is at. */
  readonly step: string;
  readonly done: boolean;
  readonly predictions: Readonly<Record<string, PredictionValue>>;
  readonly runs: Readonly<Record<string, LessonRun>>;
}

type All = Readonly<Record<string, LessonProgress>>;
const KEY = 'rollscope.lessons';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isProgress = (value: unknown): value is LessonProgress =>
  isObject(value) &&
  typeof value['step'] === 'string' &&
  typeof value['done'] === 'boolean' &&
  isObject(value['predictions']) &&
  isObject(value['runs']) &&
  Object.values(value['runs']).every((run) => isObject(run) && Array.isArray(run['points']) && isObject(run['config']));

/** What is damaged, or not kept at all (a private window), is a lesson that was not begun. */
export function readProgress(text: string | null): All {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return isObject(value)
      ? Object.fromEntries(
          Object.entries(value).filter((entry): entry is [string, LessonProgress] => isProgress(entry[1])),
        )
      : {};
  } catch {
    return {};
  }
}

function kept(): All {
  try {
    return readProgress(localStorage.getItem(KEY));
  } catch {
    return {};
  }
}

export const useProgress = create<{ readonly lessons: All }>()(() => ({ lessons: kept() }));

export function keepProgress(id: string, progress: LessonProgress): void {
  useProgress.setState(({ lessons }) => ({ lessons: { ...lessons, [id]: progress } }));
  try {
    localStorage.setItem(KEY, JSON.stringify(useProgress.getState().lessons));
  } catch {
    // The lesson goes on; it is only not kept when the page is closed.
  }
}

/** A lesson is taken up again at the last step, up to the one that was reached, that makes a run of its own. */
export function resumeAt({ steps }: Lesson, reached: string | undefined): number {
  const found = steps.findIndex(({ id }) => id === reached);
  for (let at = found; at > 0; at--) if (steps[at]!.setUp) return at;
  return 0;
}
