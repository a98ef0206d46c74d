// What: what each place of a ranked list earns for the hits in it.
// Formula: discount of place k (from 1) = 1/log2(k + 1). tail: Σ_{j ≥ k} discount_j·hit_j: what the list still gains from place k on; hit: hit_k.
// Units: hits 0 or 1, or any gain.
// Source: yaochenzhu/Rank-GRPO, libs/reward_funcs.py: reward_func_log_decay, reward_func_exp_inf; libs/metrics_align.py: _discounts.

export const rankDiscounts = (count: number): number[] => Array.from({ length: count }, (_, k) => 1 / Math.log2(k + 2));

export const RANK_GAINS = ['hit', 'tail'] as const;
export type RankGain = (typeof RANK_GAINS)[number];

export function rankRewards(hits: readonly number[], gain: RankGain): number[] {
  if (gain === 'hit') return [...hits];
  const discounts = rankDiscounts(hits.length);
  return hits.map((_, k) => hits.slice(k).reduce((sum, hit, j) => sum + hit * discounts[k + j]!, 0));
}
