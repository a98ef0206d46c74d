// What: the command line of `npm run lessons` as a checked object. What is wrong is one sentence.
import { parseArgs } from 'node:util';
import { LESSONS } from '../../src/lessons/lessons.ts';

export interface LessonOptions {
  readonly ids: readonly string[];
  readonly learners: readonly Learner[];
  /** A folder for screenshots of every step; null = none. */
  readonly shots: string | null;
  /** Writes the recorded runs of the lessons from what the learner who predicts right saw. */
  readonly record: boolean;
  /** A page that is served already, in place of the built one. */
  readonly address: string | null;
  /** Settings in the address of the page: provider=wasm. */
  readonly firstVisit: boolean;
}

export const LEARNERS = ['right', 'wrong'] as const;
export type Learner = (typeof LEARNERS)[number];

const USE = 'npm run lessons -- --walk [--lesson NAME] [--learner right|wrong] [--shots FOLDER] [--record]';

/** Throws an Error whose message says what to write instead. */
export function parseLessonOptions(args: readonly string[]): LessonOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { walk: flag, record: flag, lesson: text, learner: text, shots: text, address: text },
  });
  if (!values.walk) throw new Error(`Say what to do: ${USE}.`);
  const { lesson, learner, record } = values;
  if (lesson !== undefined && !LESSONS.has(lesson)) {
    throw new Error(`There is no lesson '${lesson}'; choose from ${[...LESSONS.keys()].join(', ')}.`);
  }
  const known = LEARNERS.find((one) => one === learner);
  if (learner !== undefined && !known) throw new Error(`--learner is '${learner}'; write right or wrong.`);
  return {
    ids: lesson === undefined ? [...LESSONS.keys()] : [lesson],
    learners: known ? [known] : LEARNERS,
    ...{ shots: values.shots ?? null, record, address: values.address ?? null },
    firstVisit: lesson === undefined || lesson === [...LESSONS.keys()][0],
  };
}
