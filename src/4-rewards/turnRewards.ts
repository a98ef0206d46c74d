// What: the reward of each turn of a rollout: what the turn gained, and the outcome on the last one.
// Formula: r_k = gain_k for k < K − 1, r_{K−1} = outcome. Gains that are not one per turn but the last are left out. With more
//   than ten turns a 0 is appended instead, as in the released code.
// Source: GuoqingWang1/IGPO, verl/utils/reward_score/info_gain.py (compute_score).

/** Up to here gains must be as many as turns that end with a look. */
const STRICT_TURNS = 10;

/** [turns] */
export function turnRewards(gains: readonly number[], outcome: number, turns: number): number[] {
  const rewards = new Array<number>(turns).fill(0);
  rewards[turns - 1] = outcome;
  const fits = gains.length === turns - 1;
  if (gains.length === 0 || !(fits || turns > STRICT_TURNS)) return rewards;
  const used = fits ? gains : [...gains, 0];
  if (used.length < turns - 1)
    throw new Error(`There are ${gains.length} gains for ${turns} turns; give one per turn but the last.`);
  for (let k = 0; k < turns - 1; k++) rewards[k] = used[k]!;
  return rewards;
}
