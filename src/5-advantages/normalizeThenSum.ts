// What: GDPO: each reward column is normalised in its group, the weighted sum of them once more over the batch.
// Formula: z_ik = (r_ik − mean_k)/(std_k + 1e-4) in the group, over the rollouts that the reward scored (TRL: nanmean, nanstd);
// s_i = Σ_k weight_k·z_ik over the rewards that scored i (TRL: nansum); A_i = (s_i − mean s)/(std s + 1e-4) over the batch. std: sample
// estimator (n − 1). scale_rewards and advantage_baseline are not read.
// Shapes: R rollouts, K columns.
// Source: GDPO (arXiv 2601.05242); TRL 1.16, multi_objective_aggregation = normalize_then_sum.
import type { Compute } from '../gpu/compute.ts';
import { scoreBatch, scoreRollouts } from './scoreRollouts.ts';
import type { Groups, GroupScores, Objective } from './types.ts';

const Z_SCORE = { baseline: 'group_mean', scale: 'group' } as const;

/** The groups without rollouts that have no value here. */
export function countedOnly<G extends Groups>(groups: G, scorable: Uint8Array | undefined): G {
  if (!scorable) return groups;
  return { ...groups, counted: Uint32Array.from(scorable, (own, r) => own & (groups.counted?.[r] ?? 1)) };
}

export async function normalizeThenSum(
  compute: Compute,
  reward: Float32Array,
  columns: NonNullable<Objective['columns']>,
  groups: Groups,
): Promise<GroupScores & { readonly batchStd: number }> {
  const sum = new Float32Array(reward.length);
  for (const { values, weight, scorable } of columns) {
    const { advantages } = await scoreRollouts(compute, values, countedOnly(groups, scorable), Z_SCORE);
    advantages.forEach((value, r) => (sum[r]! += weight * value));
  }
  const { groupMean, groupStd } = await scoreRollouts(compute, reward, groups, {
    baseline: 'group_mean',
    scale: 'none',
  });
  const { advantages, deviation } = await scoreBatch(compute, sum, sum, true, groups.counted);
  return { advantages, groupMean, groupStd, batchStd: deviation };
}
