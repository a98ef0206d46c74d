// What: the visitor's own run, prompts and view, put aside while a lesson is on, and brought back when it is left.
import type { Checkpoint } from '../../training/checkpoint.ts';
import { OPEN_ACCESS, setAccess, useAccess } from '../access.ts';
import type { Access } from '../access.ts';
import { forgetSent, pause } from '../actions.ts';
import { untilReady } from '../atlas/runHere.ts';
import { useAdvantages } from '../curves/advantageHistory.ts';
import { useRuns } from '../curves/runs.ts';
import { engineState, send } from '../engine/engine.ts';
import { replaceRewards, useOwnRewards } from '../engine/ownRewards.ts';
import { useGroupLook } from '../group/groupView.ts';
import { useKeptSteps } from '../group/keptSteps.ts';
import { bringHistoryBack, putHistoryAside } from '../prompts/promptHistory.ts';
import { leaveRecording } from '../recorded/playRecording.ts';
import { holdKeeping, keepNow, useLastRun } from '../run/lastRun.ts';
import { takeCheckpoint } from '../run/takeCheckpoint.ts';
import { emptyRun, useStore } from '../store.ts';
import { useView } from '../view.ts';
import { stopRecorded } from './recordedLesson.ts';

function page() {
  const { config, prompts, selectedPrompt, selectedGroup, selectedRollout } = useStore.getState();
  const { points, groups, evaluations, stages, currentStage } = useStore.getState();
  return {
    table: { config, prompts, selectedPrompt, selectedGroup, selectedRollout },
    run: { points, groups, evaluations, stages, currentStage, stageProgress: null },
    access: useAccess.getState(),
    rewards: useOwnRewards.getState().ownRewards,
    runs: useRuns.getState(),
    spreads: useAdvantages.getState(),
    steps: useKeptSteps.getState(),
    look: useGroupLook.getState(),
    view: useView.getState(),
    offered: useLastRun.getState(),
  };
}

interface Aside extends ReturnType<typeof page> {
  readonly checkpoint: Checkpoint | null;
}
let aside: Aside | null = null;

/** What the link that the page was opened with hides and locks: it holds in a lesson, too. */
export const accessAside = (): Access => aside?.access ?? OPEN_ACCESS;

export async function putAside(): Promise<void> {
  if (aside) return;
  leaveRecording();
  if (useStore.getState().state === 'running') {
    await pause();
    await untilReady();
  }
  // What a page that is closed in the middle of a lesson offers when it is opened again.
  await keepNow();
  const trained = useStore.getState().points.length > 0;
  const checkpoint = trained && engineState() !== 'failed' ? await takeCheckpoint() : null;
  holdKeeping(true);
  aside = { ...page(), checkpoint };
  putHistoryAside();
  useRuns.setState({ runs: [] });
  if (trained) useStore.setState(emptyRun());
}

export async function bringBack(): Promise<void> {
  if (!aside) return;
  const { table, run, access, rewards, runs, spreads, steps, look, view, offered, checkpoint } = aside;
  aside = null;
  stopRecorded();
  if (useStore.getState().state === 'running') {
    await pause();
    await untilReady();
  }
  setAccess(access);
  await replaceRewards(rewards);
  useStore.setState({ ...emptyRun(), ...table });
  await send({ type: 'configure', config: table.config });
  await send(checkpoint ? { type: 'restore', checkpoint } : { type: 'reset' });
  forgetSent();
  useStore.setState({ ...emptyRun(), ...table, ...run });
  bringHistoryBack();
  useAdvantages.setState(spreads);
  useKeptSteps.setState(steps);
  useRuns.setState(runs);
  useGroupLook.setState(look);
  const { panel, column, stage, expert } = view;
  useView.setState({ panel: panel === 'lessons' ? null : panel, column, stage, expert });
  useLastRun.setState(offered);
  holdKeeping(false);
}
