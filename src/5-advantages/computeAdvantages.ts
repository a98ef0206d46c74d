// What: objectives → advantages of every token.
// Formula: A[r,t] = Σ_k weight_k[p]·A_k[r, unit of t]; A_k: objectiveScores.ts. Plain GRPO: one objective, the weighted sum of the
// rewards; all tokens of a completion carry A_i. Then, with an estimator that whitens, (A − mean)·(var + 1e-8)^−½ over the tokens.
// Shapes: R = P·G rollouts, T tokens, K reward columns.
// Units: metrics as TRL 1.16: reward = mean over the batch; reward_std = std over the batch (n − 1; 0 where R = 1, TRL: NaN);
// rewards/{name}/* are over the rollouts that the reward scored (TRL: nanmean, nanstd); frac_reward_zero_std = share of rollouts whose group (or batch, as scale_rewards says) has std ≤ 1e-8; it is 1 for G = 1,
// where every advantage against a group is 0.
// Source: TRL 1.16, grpo_trainer.py.
import type { Compute } from '../gpu/compute.ts';
import { estimatorOf } from './estimatorRegistry.ts';
import { objectiveScores } from './objectiveScores.ts';
import type { ObjectiveScores } from './objectiveScores.ts';
import { readBack } from './readBack.ts';
import { ADVANTAGE_EPSILON, scoreRollouts } from './scoreRollouts.ts';
import { whitenBatch } from './scoreUnits.ts';
import { countedTokens } from './tokenSlots.ts';
import type { TokenLayout } from './tokenSlots.ts';
import type { Advantages, Baseline, Objective, Scale, WeightedColumn } from './types.ts';

const ZERO_STD = 1e-8;

type Column = Pick<WeightedColumn, 'values' | 'scorable'>;

export interface AdvantagesToCompute extends Omit<TokenLayout, 'counted'> {
  /** [R] weighted sum of the columns: the metric `reward`, and the mean and spread of each group. */
  readonly reward: Float32Array;
  /** Reward columns, for rewards/{name}/mean and /std; weights are read where `objectives` is absent. */
  readonly table?: {
    readonly columns: readonly (Column & { readonly name: string })[];
    readonly weights: readonly number[];
  };
  /** Absent = the weighted sum alone. */
  readonly objectives?: readonly Objective[];
  /** [R] 0 = left out: enters no statistics, its advantage is 0. */
  readonly inStatistics?: ArrayLike<number>;
  readonly scaleRewards: Scale;
  readonly baseline: Baseline;
  /** advantage_estimator; grpo where absent. */
  readonly estimator?: string;
  readonly aggregation?: 'sum_then_normalize' | 'normalize_then_sum';
  /** advantage_epsilon; 1e-4 where absent. */
  readonly epsilon?: number;
  /** shuffle_advantages: rollout r gets the advantages of rollout permutation[r]. */
  readonly permutation?: ArrayLike<number>;
}

/** The objective of plain GRPO, with which composition starts. */
export function weightedSum(
  reward: Float32Array,
  columns: readonly Column[],
  weights: readonly number[],
  promptCount: number,
): Objective {
  return {
    name: 'reward',
    values: reward,
    weight: new Float32Array(promptCount).fill(1),
    columns: columns.map(({ values, scorable }, k) => ({ values, weight: weights[k]!, ...(scorable && { scorable }) })),
  };
}

async function rewardMoments(compute: Compute, columns: readonly Float32Array[]) {
  const rollouts = columns[0]!.length;
  const rewards = new Float32Array(columns.length * rollouts);
  columns.forEach((values, k) => rewards.set(values, k * rollouts));
  const made = await compute.run('5-advantages/rewardMoments', {
    params: { columns: columns.length, rollouts },
    inputs: { rewards },
    outputs: { means: columns.length, deviations: columns.length },
    dispatch: { workgroups: columns.length },
  });
  const { means, deviations } = await readBack(made);
  return columns.map((_, k) => ({ mean: means![k]!, deviation: deviations![k]! }));
}

async function spread(
  compute: Compute,
  { lengths, generations, maxTokens, permutation }: AdvantagesToCompute,
  objectives: readonly Objective[],
  scores: readonly ObjectiveScores[],
): Promise<Float32Array> {
  const rollouts = lengths.length;
  const total = compute.upload(new Float32Array(rollouts * maxTokens));
  const source = Uint32Array.from({ length: rollouts }, (_, r) => permutation?.[r] ?? r);
  try {
    for (const [k, { advantages, units, unitOf }] of scores.entries()) {
      await compute.run('5-advantages/spreadToTokens', {
        params: { rollouts, generations, maxTokens, units, isFirst: k === 0 ? 1 : 0 },
        inputs: { advantages, weight: objectives[k]!.weight, source, unitOf },
        outputs: { total },
        dispatch: { invocations: rollouts * maxTokens },
      });
    }
    return (await total.read()) as Float32Array;
  } finally {
    total.destroy();
  }
}

/** Mean over the tokens of each completion; equal numbers give exactly that number. */
export function tokenMeans(advantages: Float32Array, lengths: Int32Array, maxTokens: number): Float32Array {
  return Float32Array.from(lengths, (length, r) => {
    const own = advantages.subarray(r * maxTokens, r * maxTokens + length);
    return own.reduce((sum, value) => sum + value, 0) / Math.max(length, 1);
  });
}

function check({ reward, promptCount, generations, lengths, table, objectives, aggregation }: AdvantagesToCompute) {
  if (promptCount < 1 || generations < 1 || reward.length !== promptCount * generations) {
    throw new Error(`There are ${reward.length} rewards for ${promptCount} prompts of ${generations} generations.`);
  }
  if (lengths.length !== reward.length) {
    throw new Error(`There are ${reward.length} rewards for ${lengths.length} completions.`);
  }
  if (objectives?.length === 0) throw new Error('There is no objective: composition left nothing to learn from.');
  for (const { name, weight } of objectives ?? []) {
    if (weight.length === promptCount) continue;
    throw new Error(
      `Objective ${name} has ${weight.length} weights for ${promptCount} prompts; it needs one for each.`,
    );
  }
  if (aggregation === 'normalize_then_sum' && !table && !objectives) {
    throw new Error('normalize_then_sum needs the reward columns and their weights.');
  }
}

function zeroShare(groupStd: Float32Array, batchStd: number, wholeBatch: boolean): number {
  if (wholeBatch) return batchStd <= ZERO_STD ? 1 : 0;
  return groupStd.filter((value) => value <= ZERO_STD).length / groupStd.length;
}

export async function computeAdvantages(compute: Compute, given: AdvantagesToCompute): Promise<Advantages> {
  check(given);
  const { reward, table, scaleRewards, baseline, inStatistics, lengths, maxTokens } = given;
  const layout: TokenLayout = {
    ...given,
    ...(inStatistics && { counted: Uint32Array.from(inStatistics, (own) => (own ? 1 : 0)) }),
  };
  const columns = table?.columns ?? [];
  const objectives = given.objectives ?? [weightedSum(reward, columns, table?.weights ?? [], given.promptCount)];
  const estimator = estimatorOf(given.estimator ?? 'grpo');
  const aggregation = given.aggregation ?? 'sum_then_normalize';
  const { epsilon = ADVANTAGE_EPSILON } = given;
  const settings = { estimator, aggregation, baseline, scale: scaleRewards, epsilon };
  const scores: ObjectiveScores[] = [];
  for (const objective of objectives) scores.push(await objectiveScores(compute, objective, layout, settings));
  const summed = scores[objectives.findIndex(({ values }) => values === reward)];
  const group = summed
    ? { groupMean: summed.mean, groupStd: summed.std }
    : await scoreRollouts(compute, reward, layout, { baseline: 'group_mean', scale: 'none' });
  const added = await spread(compute, given, objectives, scores);
  const advantages = estimator.whitens ? await whitenBatch(compute, added, countedTokens(layout)) : added;
  const [batch, ...ofColumns] = await rewardMoments(compute, [reward, ...columns.map(({ values }) => values)]);
  const split = summed?.batchStd;
  const metrics: Record<string, number> = {
    reward: batch!.mean,
    reward_std: batch!.deviation,
    frac_reward_zero_std: zeroShare(
      group.groupStd,
      split ?? batch!.deviation,
      split !== undefined || scaleRewards === 'batch',
    ),
  };
  for (const [k, { name, values, scorable }] of columns.entries()) {
    const scored = scorable && values.filter((_, r) => scorable[r] === 1);
    if (scored?.length === 0) continue; // TRL: NaN
    const { mean, deviation } = scored ? (await rewardMoments(compute, [scored]))[0]! : ofColumns[k]!;
    metrics[`rewards/${name}/mean`] = mean;
    metrics[`rewards/${name}/std`] = deviation;
  }
  return {
    advantages,
    perRollout: tokenMeans(advantages, lengths, maxTokens),
    objectives: scores,
    groupMean: group.groupMean,
    groupStd: group.groupStd,
    metrics,
  };
}
