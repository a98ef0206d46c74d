// What: the lesson that is on as plain data: which step, what was predicted and done in it, what was told.
import { create } from 'zustand';
import type { Lesson, LessonEvidence, LessonRun, PredictionValue, Verdict } from '../../lessons/lesson.ts';

/** preparing → (predict) → (preparing) → (act) → told; done = behind the last step. */
export type Phase = 'preparing' | 'predict' | 'act' | 'told' | 'done';

export interface LessonState {
  readonly lesson: Lesson | null;
  readonly id: string;
  readonly at: number;
  readonly phase: Phase;
  readonly prediction: PredictionValue | null;
  /** Of all steps by id. */
  readonly predictions: Readonly<Record<string, PredictionValue>>;
  /** Acts of the step that are done. */
  readonly acted: number;
  readonly verdict: Verdict | null;
  /** Finished steps of the run when the step of the lesson, and its present act, began. */
  readonly from: number;
  readonly actFrom: number;
  readonly runs: Readonly<Record<string, LessonRun>>;
  /** Of the recipe that the step names. */
  readonly evidence: LessonEvidence | undefined;
  /** Recorded runs are wished for; playing = this step has one. */
  /** The engine is there, with the run of the step; a prediction may be made before. */
  readonly ready: boolean;
  readonly wantsRecorded: boolean;
  readonly playing: boolean;
  /** Why the step cannot be set up, in one sentence. */
  readonly problem: string | null;
}

export const noLesson = (): LessonState => ({
  ...{ lesson: null, id: '', at: 0, phase: 'preparing', prediction: null, predictions: {}, acted: 0, verdict: null },
  ...{
    from: 0,
    actFrom: 0,
    runs: {},
    evidence: undefined,
    ready: false,
    wantsRecorded: false,
    playing: false,
    problem: null,
  },
});

export const useLesson = create<LessonState>()(noLesson);

export const stepOf = ({ lesson, at }: LessonState) => lesson?.steps[at] ?? null;
