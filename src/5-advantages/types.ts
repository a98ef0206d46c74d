// What: the advantage of every rollout, as stage 5 hands it on. Shapes: P prompts, R = P·G rollouts.
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
