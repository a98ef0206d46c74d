// What: objectives, as stage 4 hands them over, and advantages, as stage 5 hands them on.
// Shapes: P prompts, G generations, R = P·G rollouts, T tokens, U units.
import type { UnitKind } from '../blocks/signals.ts';
import type { Compute } from '../gpu/compute.ts';

/** 'token': every token is a unit of its own (U = T). */
export type ObjectiveUnit = UnitKind | 'token';

/** Rewards that are normalised together. Plain GRPO has one objective: the weighted sum of the reward columns. */
export interface Objective {
  readonly name: string;
  /** [R], or [R × U] where it has a unit; for units that a rollout does not have, see `missing`. */
  readonly values: Float32Array;
  /** [R] 0 = has no value (TRL: None): enters no mean and no standard deviation, its advantage is 0. Without a unit. */
  readonly scorable?: Uint8Array;
  readonly unit?: ObjectiveUnit;
  /**
   * Discount of the return over later units; absent = each unit on its own. Without a unit: the value is assigned to the last
   * token, and a token d tokens before it gets gamma^d of its advantage.
   */
  readonly gamma?: number;
  /** What the statistics are taken of: the values as given (PRIME), or their returns (MatchTIR, IGPO). Default: values. */
  readonly normalise?: 'values' | 'returns';
  /**
   * Which values a unit is compared with: all of the group (default; DeepSeekMath, process supervision), those of the same
   * unit (MatchTIR, Rank-GRPO), the means of the rollouts (PRIME), the first of each rollout (IGPO, discounted variant), the
   * last of each (DeepSearch), or, spread to tokens, those at the same token (IGPO as released).
   */
  readonly unitStatistics?: 'group' | 'index' | 'rollout' | 'first' | 'last' | 'position';
  /** Standard deviation with n − 1 (default), or with n (DeepSearch). With a unit, and not over the batch. */
  readonly deviation?: 'sample' | 'population';
  /** Units that a rollout does not have: left out of the statistics (default), or counted with the value that is given for them. */
  readonly missing?: 'left_out' | 'counted';
  /** false = the return does not flow over tokens that belong to no unit (IGPO as released). Default: true. */
  readonly acrossGaps?: boolean;
  /** Its advantage goes to the tokens of this span only; absent = to all tokens of the completion (or of the unit). */
  readonly span?: string;
  /** [P] weight with which its advantage is added. */
  readonly weight: Float32Array;
  /** Absent = advantage_baseline of the configuration. With any of the two of its own, advantage_estimator leaves it alone. */
  readonly baseline?: 'group_mean' | 'leave_one_out' | 'none';
  /** Absent = scale_rewards of the configuration. */
  readonly scale?: 'group' | 'batch' | 'none';
  /** Added to the standard deviation; absent = advantage_epsilon of the configuration. verl and its kin have 1e-6. */
  readonly epsilon?: number;
  /** The advantage of a value that has nothing to be compared with: 0 (default; TRL), or itself (verl: mean 0, std 1). */
  readonly single?: 'zero' | 'keep';
  /** The columns that it is the weighted sum of: normalize_then_sum normalises each of them first. */
  readonly columns?: readonly WeightedColumn[];
}

export interface WeightedColumn {
  readonly values: Float32Array;
  readonly weight: number;
  /** [R] 0 = the reward cannot score this rollout; absent = it scored them all. */
  readonly scorable?: Uint8Array;
}

/** The numbers of one objective, for the page. */
export interface ObjectiveAdvantages {
  readonly name: string;
  readonly unit?: ObjectiveUnit;
  /** U; 1 without a unit. */
  readonly units: number;
  /** [R × units of its kind] what was given for each unit, before returns and statistics; absent without a unit. */
  readonly given?: Float32Array;
  /** [R × U] before the weight; 0 for units that a rollout does not have. */
  readonly advantages: Float32Array;
  /** [R × T] the unit whose advantage each token gets (0 without a unit); −1 = none. */
  readonly unitOf: Int32Array;
  /** [P × U] what was subtracted and divided by (as far as its baseline and scale do so). */
  readonly mean: Float32Array;
  readonly std: Float32Array;
}

export interface Advantages {
  /** [R × T] Σ over the objectives of weight · advantage; 0 behind the completion. */
  readonly advantages: Float32Array;
  /** [R] mean over the tokens of each completion: in plain GRPO the A_i that all of them carry. */
  readonly perRollout: Float32Array;
  readonly objectives: readonly ObjectiveAdvantages[];
  /** [P] mean reward of each group. */
  readonly groupMean: Float32Array;
  /** [P] standard deviation of each group: sample estimator (n − 1), as TRL. */
  readonly groupStd: Float32Array;
  /** Metrics by TRL name: reward, reward_std, frac_reward_zero_std. */
  readonly metrics: Readonly<Record<string, number>>;
}

export type Baseline = NonNullable<Objective['baseline']>;
export type Scale = NonNullable<Objective['scale']>;

/** The rollouts that a step's rewards are about. */
export interface Groups {
  readonly promptCount: number;
  readonly generations: number;
  /** [R] tokens of each completion. */
  readonly lengths: Int32Array;
  /**
   * [R] 1 = counts; absent = all count. A rollout that is left out enters no mean and no standard deviation and its advantage
   * is 0, as in TRL for a rollout without any reward and in PROF for those that its filter removes.
   */
  readonly counted?: Uint32Array;
}

/** Advantages of rollouts, and the statistics of their groups. */
export interface GroupScores {
  /** [R] */
  readonly advantages: Float32Array;
  /** [P] */
  readonly groupMean: Float32Array;
  readonly groupStd: Float32Array;
}

export interface EstimatorSettings {
  readonly baseline: Baseline;
  readonly scale: Scale;
}

/** A rule that makes advantages from the rewards of groups: a file in estimators/ that exports it as `estimator`. */
export interface Estimator {
  /** The name of its file and the value of advantage_estimator; the file also exports it as `name`, for the configuration. */
  readonly name: string;
  readonly doc: string;
  readonly formula: string;
  readonly source: string;
  /** Settings that it does not read. */
  readonly ignores: readonly ('advantage_baseline' | 'scale_rewards' | 'advantage_epsilon')[];
  /** Set: the advantages of all tokens of the batch are whitened at the end. */
  readonly whitens?: boolean;
  estimate(compute: Compute, reward: Float32Array, groups: Groups, settings: EstimatorSettings): Promise<GroupScores>;
}
