// What: the run on the page as a result to hand in.
import { rewardUsesOf } from '../../config/uses.ts';
import { watchedOf } from '../../config/watched.ts';
import type { Config } from '../../config/config.ts';
import { hasStandIn } from '../engine/engine.ts';
import { useCurrentLesson } from '../lessons/currentLesson.ts';
import { useLesson } from '../lessons/lessonState.ts';
import { useStore } from '../store.ts';
import type { PageState } from '../store.ts';
import type { Result } from './resultCode.ts';

const USUAL = 'reward';

/** Of this page, made when it was opened: runs of two learners may be alike to the last digit. Nothing else says who they are. */
const tag = crypto.getRandomValues(new Uint32Array(1))[0]!;

/** Mean over the prompts of Σ weight · column; null where nothing was asked for. Units: reward. */
export function greedyReward(config: Config, evaluation: PageState['evaluations'][string] | undefined): number | null {
  const results = evaluation?.results ?? [];
  if (results.length === 0) return null;
  const weights = new Map(rewardUsesOf(config).map(({ as, weight }) => [as, weight] as const));
  const rewards = results.map(({ rewards: columns }) =>
    Object.entries(columns).reduce((sum, [name, value]) => sum + (weights.get(name) ?? 0) * value, 0),
  );
  return rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
}

/** What the recipe is watched by, where the run has it; else the reward. */
export function watchedMetric({ config, points }: Pick<PageState, 'config' | 'points'>): string {
  const wanted = watchedOf(config.recipe)?.metrics ?? [];
  return wanted.find((name) => points.some(({ metrics }) => metrics[name] !== undefined)) ?? USUAL;
}

/** null where no step is finished yet. */
export function runResult(name: string): Result | null {
  const { config, points, evaluations } = useStore.getState();
  const { id: lesson } = useCurrentLesson.getState();
  const steps = points.at(-1)?.step;
  if (steps === undefined) return null;
  const metric = watchedMetric({ config, points });
  const predictions = lesson === null ? {} : useLesson.getState().predictions;
  return {
    ...{ tag, name, recipe: config.recipe, seed: config.data.seed, steps, lesson: lesson ?? '', metric },
    predictions: Object.entries(predictions).map(([step, value]) => ({ step, value })),
    curve: points.flatMap(({ step, metrics }) => {
      const value = metrics[metric];
      return value === undefined ? [] : [{ step, value }];
    }),
    before: greedyReward(config, evaluations['before']),
    after: greedyReward(config, evaluations['after']),
    recorded: hasStandIn(),
  };
}
