// What: the only advantages that a group can have where a reward is right or wrong: one row for each number of right answers.
// Formula: A = (r − b)/(s + ε), r 0 or 1, c of G right: mean m = c/G; b = m, the mean of the others, or 0, as advantage_baseline says;
//   s = √(G·m·(1 − m)/(G − 1)), as scale_rewards says. The twin of stage 5 for this one case (tests/verdicts/binaryAdvantages.test.ts).
import type { Config } from '../config/config.ts';

export interface BinaryRow {
  /** Answers of the group that are right. */
  readonly right: number;
  /** null where the group has none of that kind. */
  readonly ofRight: number | null;
  readonly ofWrong: number | null;
}

/** null where the advantage depends on more than the group, or is made in another way. */
export function binaryAdvantages({ sampling, advantage }: Config): readonly BinaryRow[] | null {
  const { num_generations: G } = sampling;
  const { advantage_estimator: estimator, scale_rewards: scale, advantage_baseline: baseline } = advantage;
  if (estimator !== 'grpo' || scale === 'batch' || advantage.shapers.length > 0 || G < 2) return null;
  return Array.from({ length: G + 1 }, (_, right) => {
    const mean = right / G;
    const std = Math.sqrt((G * mean * (1 - mean)) / (G - 1));
    const divisor = scale === 'group' ? std + advantage.advantage_epsilon : 1;
    const of = (reward: number) => {
      const others = (right - reward) / (G - 1);
      const subtracted = { group_mean: mean, leave_one_out: others, none: 0 }[baseline];
      return (reward - subtracted) / divisor;
    };
    return { right, ofRight: right > 0 ? of(1) : null, ofWrong: right < G ? of(0) : null };
  });
}
