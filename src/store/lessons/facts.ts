// What: what a lesson may speak about, read off the page.
import type { Facts, LessonRun } from '../../lessons/lesson.ts';
import type { GroupView } from '../../training/protocol.ts';
import { useOwnRewards } from '../engine/ownRewards.ts';
import { hasStandIn } from '../engine/engine.ts';
import { useKeptSteps } from '../group/keptSteps.ts';
import { triedNow } from '../sandbox/sandbox.ts';
import { useStore } from '../store.ts';
import { useLesson } from './lessonState.ts';

export function factsNow(): Facts {
  const { config, points: history, groups, stages, evaluations } = useStore.getState();
  const { from, runs, prediction, predictions, evidence } = useLesson.getState();
  const since = <T extends { readonly step: number }>(all: readonly T[]) => all.filter(({ step }) => step > from);
  const steps = since(useKeptSteps.getState().steps);
  const rewards = useOwnRewards.getState().ownRewards;
  const points = since(history);
  return {
    config,
    points,
    history,
    groups,
    steps,
    stages,
    runs,
    prediction,
    predictions,
    evaluations,
    rewards,
    tried: triedNow(),
    recorded: hasStandIn(),
    ...(evidence && { evidence }),
  };
}

/** Small enough to be kept on the device. */
const withoutTokens = ({ promptId, rollouts }: GroupView): GroupView => ({
  promptId,
  rollouts: rollouts.map(({ text, boxes, answer, rewards, reward, advantage, truncated }) => ({
    ...{ text, tokens: [], boxes, answer, rewards, reward, advantage, truncated },
  })),
});

export function runNow(): LessonRun {
  const { config, points, groups } = useStore.getState();
  return { config, points, groups: groups.map(withoutTokens) };
}
