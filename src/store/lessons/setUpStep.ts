// What: brings the page into the state that a step of a lesson wants: recipe, settings, prompts, a fresh run, what is open.
import type { Lesson, SetUp, ViewWish } from '../../lessons/lesson.ts';
import { evaluate, loadModel, reset } from '../actions.ts';
import { untilReady } from '../atlas/runHere.ts';
import { setConfig } from '../engine/configActions.ts';
import { engineState } from '../engine/engine.ts';
import { replaceRewards } from '../engine/ownRewards.ts';
import { chooseShade, closeDetail, goLive } from '../group/groupView.ts';
import { emptyRun, useStore } from '../store.ts';
import { LESSON_TEXTS } from '../texts/lessons.ts';
import { openPanel, openStage } from '../view.ts';
import { configOfSetUp } from './configOfSetUp.ts';
import { promptsOf } from './lessonTask.ts';
import { playRecorded, stopRecorded } from './recordedLesson.ts';

/** The task of a step is that of the last step before it that names one. */
export const taskAt = ({ steps }: Lesson, at: number) =>
  steps.slice(0, at + 1).reduce<SetUp['task']>((task, { setUp }) => setUp?.task ?? task, undefined);

export function showView({ stage, shade, panel }: ViewWish): void {
  if (stage !== undefined) openStage(stage);
  if (panel !== undefined) openPanel(panel);
  if (shade !== undefined) chooseShade(shade);
}

/** What is on the page before the engine is needed: settings, prompts, what is open. Rejects with one sentence. */
export async function layOut(lesson: Lesson, at: number): Promise<void> {
  const { setUp } = lesson.steps[at]!;
  closeDetail();
  goLive();
  if (setUp) {
    const trained = useStore.getState().points.length > 0;
    stopRecorded();
    // A run that the step before has trained ends here as it should: the engine has nothing to tell about it when the settings change.
    if (trained && ['ready', 'paused'].includes(engineState())) await reset();
    else useStore.setState(emptyRun());
    if (setUp.ownRewards !== true) await replaceRewards([]);
    await setConfig(configOfSetUp(useStore.getState().config, setUp));
    const task = taskAt(lesson, at);
    const prompts = task ? await promptsOf(task) : useStore.getState().prompts;
    useStore.setState({ prompts, selectedPrompt: prompts[0]?.id ?? null, selectedGroup: 0, selectedRollout: null });
  }
  if (setUp?.view) showView(setUp.view);
}

/** The run of the step, before its first step: live, or recorded (true). Rejects with one sentence. */
export async function openRun(lesson: Lesson, at: number, wantsRecorded: boolean): Promise<boolean> {
  const { setUp, recorded } = lesson.steps[at]!;
  if (recorded !== undefined && wantsRecorded && (await playRecorded(recorded))) return true;
  if (!setUp) return false;
  if (engineState() === 'failed') await loadModel();
  if (!(await untilReady())) {
    if (recorded !== undefined && (await playRecorded(recorded))) return true;
    throw new Error(LESSON_TEXTS.notReady);
  }
  await reset();
  // While the learner reads.
  if (setUp.greedy) void evaluate();
  return false;
}
