// What: the advantage of every rollout, as stage 5 hands it on. Shapes: P prompts, R = P·G rollouts.
import type { UnitKind } from '../blocks/signals.ts';
export interface Advantages {
  /** [R] A_i; every token of a rollout carries the same one in plain GRPO. */
  readonly advantages: Float32Array;
  /** [P] mean reward of each group. */
  readonly groupMean: Float32Array;
  /** [P] standard deviation of each group: sample estimator (n − 1), as TRL. */
  readonly groupStd: Float32Array;
  /** Metrics by TRL name: reward, reward_std, frac_reward_zero_std. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** What is normalised as one. Plain GRPO has one: the weighted sum of the reward columns. */
export interface Objective {
  readonly name: string;
  /** [R], or [R × U] where it has a unit. */
  readonly values: Float32Array;
  readonly unit?: UnitKind;
  /** Discount of the return over later units; absent = each unit stands alone. */
  readonly gamma?: number;
  /** Its advantage goes to the tokens of this span only; absent = to all tokens of the completion (or of the unit). */
  readonly span?: string;
  /** [P] weight with which its advantage is added. */
  readonly weight: Float32Array;
  /** Absent = advantage_baseline and scale_rewards of the configuration. */
  readonly baseline?: 'group_mean' | 'leave_one_out' | 'none';
  readonly scale?: 'group' | 'batch' | 'none';
}
