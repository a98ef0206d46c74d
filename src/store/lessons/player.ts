// What: leads through a lesson: sets a step up, takes the prediction, sees what the learner does, tells how it came out, goes on.
import { leavesOf } from '../../config/leaves.ts';
import { KNOBS } from '../../config/knobTable.ts';
import type { PredictionValue } from '../../lessons/lesson.ts';
import { LESSONS } from '../../lessons/lessons.ts';
import { setAccess } from '../access.ts';
import { limitPlay, say } from '../actions.ts';
import { keepRun, renameRun, useRuns } from '../curves/runs.ts';
import { hasStandIn } from '../engine/engine.ts';
import { useOwnRewards } from '../engine/ownRewards.ts';
import { pageOpened } from '../files/pageOpened.ts';
import { useGroupLook } from '../group/groupView.ts';
import { lookedAt, useSandbox } from '../sandbox/sandbox.ts';
import { useStore } from '../store.ts';
import { LESSON_TEXTS } from '../texts/lessons.ts';
import { goTo, openAtlas, openPanel, showExpert, useView, welcome } from '../view.ts';
import { isDone } from './actDone.ts';
import { useCurrentLesson } from './currentLesson.ts';
import { factsNow, runNow } from './facts.ts';
import { accessIn } from './lessonAccess.ts';
import { lessonEvidence } from './lessonEvidence.ts';
import { noLesson, stepOf, useLesson } from './lessonState.ts';
import type { LessonState } from './lessonState.ts';
import { keepProgress, resumeAt, useProgress } from './progress.ts';
import { accessAside, bringBack, putAside } from './putAside.ts';
import { layOut, openRun } from './setUpStep.ts';

const { getState: get, setState: set } = useLesson;
const finished = () => useStore.getState().points.at(-1)?.step ?? 0;

/** Of the newest step that was opened: an older one that was still being set up gives way. */
let newest = 0;

/** A change of phase also changes what can be used. */
function go(change: Partial<LessonState>): void {
  set(change);
  const now = get();
  const step = stepOf(now);
  if (!step) return;
  setAccess(accessIn(step, now.phase, now.acted, leavesOf(useStore.getState().config).keys(), accessAside()));
  const act = now.phase === 'act' ? step.act?.[now.acted] : undefined;
  limitPlay(
    now.phase === 'done' ? null : () => (act?.kind === 'play' ? Math.max(1, now.actFrom + act.steps - finished()) : 1),
  );
  if (act?.kind !== 'knob') return;
  if (KNOBS.get(act.name)?.knob.plain !== true) showExpert(true);
  openPanel('settings');
}

/** A small device starts with the recorded runs; the learner can change that. */
const isSmall = () => matchMedia('(pointer: coarse) and (max-width: 599px)').matches;

let opening: Promise<void> = Promise.resolve();

export const startLesson = (id: string, from: 'resume' | 'start'): Promise<void> =>
  (opening = opening.then(async () => {
    await pageOpened;
    const lesson = LESSONS.get(id);
    if (!lesson) return say(LESSON_TEXTS.unknown(id));
    if (useCurrentLesson.getState().id !== null) await endNow();
    openAtlas(null);
    goTo(null);
    openPanel(null);
    welcome();
    await putAside();
    const progress = from === 'resume' ? useProgress.getState().lessons[id] : undefined;
    const begun = progress && !progress.done ? progress : undefined;
    const { predictions = {}, runs = {} } = begun ?? {};
    set({ ...noLesson(), lesson, id, predictions, runs, wantsRecorded: isSmall() });
    useCurrentLesson.setState({ id });
    void openStep(resumeAt(lesson, begun?.step));
  }));

/** The visitor's own run comes back; the progress stays. */
export const endLesson = (): Promise<void> => (opening = opening.then(endNow));

async function endNow(): Promise<void> {
  if (useCurrentLesson.getState().id === null) return;
  newest++;
  limitPlay(null);
  await bringBack();
  set(noLesson());
  useCurrentLesson.setState({ id: null });
}

async function openStep(at: number): Promise<void> {
  const mine = ++newest;
  const { lesson, id, predictions, runs, wantsRecorded, playing: before } = get();
  const step = lesson?.steps[at];
  if (!lesson || !step) return;
  go({ at, phase: 'preparing', prediction: null, acted: 0, verdict: null, problem: null, ready: false });
  keepProgress(id, { step: step.id, done: false, predictions, runs });
  try {
    await layOut(lesson, at);
    const evidence = await lessonEvidence(step.evidence);
    if (mine !== newest) return;
    const from = finished();
    go({ evidence, from, actFrom: from, phase: step.predict ? 'predict' : 'preparing' });
    const playing = await openRun(lesson, at, wantsRecorded);
    if (mine !== newest) return;
    go({ ready: true, playing: playing || (before && !step.setUp), from: finished(), actFrom: finished() });
  } catch (error) {
    if (mine === newest) set({ problem: (error as Error).message });
    return;
  }
  if (get().phase === 'preparing') go({ phase: 'act' });
  look();
}

export function predict(prediction: PredictionValue): void {
  const step = stepOf(get());
  if (get().phase !== 'predict' || !step) return;
  go({
    prediction,
    predictions: { ...get().predictions, [step.id]: prediction },
    actFrom: finished(),
    phase: get().ready ? 'act' : 'preparing',
  });
  look();
}

/** Goes over what was done since; tells when nothing is left to do. */
function look(): void {
  const { phase, acted, actFrom } = get();
  const step = stepOf(get());
  if (phase !== 'act' || !step) return;
  const act = step.act?.[acted];
  if (!act) return tell();
  const { state, config, stages, groups, selectedGroup } = useStore.getState();
  const { detail, shade } = useGroupLook.getState();
  const { stage, panel } = useView.getState();
  const group = groups[selectedGroup] ?? groups[0] ?? null;
  const rewards = useOwnRewards.getState().ownRewards;
  const looked = panel === 'sandbox' ? (lookedAt()?.from ?? null) : null;
  const seen = { state, config, step: finished(), stages, group, detail, stage, panel, shade, rewards, looked };
  if (!isDone(act, { ...seen, recorded: hasStandIn() }, actFrom)) return;
  go({ acted: acted + 1, actFrom: finished() });
  // After the change of state: the panel that closes is looked at as well. The curves are behind it.
  const isLastKnob = act.kind === 'knob' && step.act?.[acted + 1]?.kind !== 'knob';
  if (isLastKnob || act.kind === 'reward') openPanel(null);
  look();
}

function tell(): void {
  const step = stepOf(get())!;
  const verdict = step.check?.(factsNow()) ?? null;
  go({ verdict, phase: 'told' });
  if (step.keep === undefined || (verdict && !verdict.passed && !step.predict)) return;
  set(({ runs }) => ({ runs: { ...runs, [step.keep!]: runNow() } }));
  const { points, config } = useStore.getState();
  keepRun(points, config, true);
  const added = useRuns.getState().runs.at(-1);
  if (added) renameRun(added.id, LESSON_TEXTS.runName(step.title));
}

/** A goal that was not reached holds the lesson up until it is, or until the learner goes on all the same. */
export const isMissed = ({ verdict, lesson, at }: LessonState) =>
  verdict !== null && !verdict.passed && lesson?.steps[at]?.predict === undefined;

export const again = () => void openStep(get().at);

export function next(): void {
  const { lesson, at, id, phase } = get();
  if (phase !== 'told' || !lesson) return;
  if (at + 1 < lesson.steps.length) return void openStep(at + 1);
  go({ phase: 'done' });
  keepProgress(id, { step: lesson.steps[0]!.id, done: true, predictions: {}, runs: {} });
}

/** Back to the step's own beginning, in the other way of running it. */
export function chooseRecorded(wantsRecorded: boolean): void {
  const { lesson, at } = get();
  set({ wantsRecorded });
  if (lesson) void openStep(resumeAt(lesson, lesson.steps[at]!.id));
}

for (const { subscribe } of [useStore, useGroupLook, useView, useOwnRewards, useSandbox]) subscribe(() => look());
