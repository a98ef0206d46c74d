// What: what goes into a training step and what comes out.
import type { Policy } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { OptimizerState } from '../../8-update/types.ts';
import type { Metrics } from '../../9-curves/stepMetrics.ts';
import type { Config } from '../../config/config.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { GroupView } from '../protocol.ts';
import type { RewardEdits } from '../rewardTrial/rewardEdits.ts';

export interface StepEngine {
  readonly compute: Compute;
  readonly policy: Policy;
  readonly config: Config;
  readonly edits: RewardEdits;
  /** Steps finished so far: the counter of every random draw. */
  readonly step: number;
  readonly theta: Float32Array;
  readonly optimizer: OptimizerState;
}

export interface StepRecord {
  readonly theta: Float32Array;
  readonly optimizer: OptimizerState;
  readonly metrics: Metrics;
  readonly groups: readonly GroupView[];
  /** What was sampled and scored: kept until the next step for rewards on trial and for those who look into it. */
  readonly rollouts: Rollouts;
  /** Tokens of all rollouts, their prompts counted with each (TRL: num_tokens). */
  readonly tokenCount: number;
  /** Sentences for the visitor, such as an update that was left out. */
  readonly warnings: readonly string[];
}
