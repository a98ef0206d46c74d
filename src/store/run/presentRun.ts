// What: the run on the page → a record, and a record → the run on the page.
import type { Checkpoint } from '../../training/checkpoint.ts';
import { addPoint } from '../../9-curves/history.ts';
import { forgetSent, say, unsay } from '../actions.ts';
import { restoreSpreads, useAdvantages } from '../curves/advantageHistory.ts';
import { connectEngine, hasStandIn, isConnected, send } from '../engine/engine.ts';
import { useOwnRewards, replaceRewards } from '../engine/ownRewards.ts';
import { editPrompts } from '../prompts/promptHistory.ts';
import { draftsOfRecords, recordsOf } from '../records/promptDrafts.ts';
import { spreadRecord, spreadsOf } from '../records/spreads.ts';
import { askForRewards } from '../share/rewardQuestion.ts';
import { addRuns, comparedRuns, dropCopies, keepReplaced } from '../curves/runs.ts';
import { emptyRun, MAX_POINTS, useStore } from '../store.ts';
import { RUN_VERSION } from './runRecord.ts';
import type { RunRecord } from './runRecord.ts';
import { PROMPT_TEXTS } from '../texts/prompts.ts';
import { RUN_TEXTS } from '../texts/run.ts';

/** Without the prompts, whose pictures are read only where they are needed, and without the runs beside it. */
export function presentRun(checkpoint: Checkpoint): Omit<RunRecord, 'prompts' | 'compared'> {
  const { model, selectedPrompt, groups, evaluations } = useStore.getState();
  const rewards = useOwnRewards.getState().ownRewards;
  const facts = { version: RUN_VERSION, savedAt: Date.now(), model: model?.name ?? '' };
  const advantages = spreadRecord(useAdvantages.getState().spreads, checkpoint.step);
  return { ...facts, checkpoint, selectedPrompt, rewards, groups, evaluations, advantages };
}

export async function wholeRun(checkpoint: Checkpoint): Promise<RunRecord> {
  const { prompts } = useStore.getState();
  return { ...presentRun(checkpoint), prompts: await recordsOf(prompts), compared: comparedRuns() };
}

/** False and a sentence where it cannot go on; then the page has what it had. */
export async function showRun(run: RunRecord, from: 'file' | 'kept'): Promise<boolean> {
  const { checkpoint } = run;
  const before = useStore.getState().config;
  try {
    // What the visitor wrote here needs no question.
    const agreed = from === 'kept' || (await askForRewards(run.rewards, 'file'));
    if (!agreed) return false;
    const drafts = await draftsOfRecords(run.prompts);
    if (!isConnected()) connectEngine();
    const restored = await send({ type: 'restore', checkpoint });
    if (!restored) {
      await send({ type: 'configure', config: before });
      return false;
    }
    forgetSent();
    await replaceRewards(run.rewards);
    unsay();
    if (from === 'file' && !hasStandIn()) keepReplaced(useStore.getState().points, before, checkpoint.history);
    useStore.setState({
      ...emptyRun(),
      config: checkpoint.config,
      points: checkpoint.history.reduce<typeof checkpoint.history>(
        (all, point) => addPoint(all, point, MAX_POINTS),
        [],
      ),
      groups: run.groups,
      evaluations: run.evaluations,
      selectedGroup: 0,
    });
    restoreSpreads(spreadsOf(run.advantages));
    const chosen = drafts.find(({ id }) => id === run.selectedPrompt) ?? drafts[0];
    editPrompts({ what: PROMPT_TEXTS.did.runOpened, select: chosen?.id ?? null }, () => drafts);
    dropCopies(checkpoint.history);
    addRuns(run.compared);
    return true;
  } catch (error) {
    say(RUN_TEXTS.notShown((error as Error).message.replace(/\.$/, '')));
    return false;
  }
}
