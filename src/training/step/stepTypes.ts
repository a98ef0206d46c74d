// What: what goes into a training step and what comes out.
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { KeptVector } from '../../8-update/types.ts';
import type { Metrics } from '../../9-curves/stepMetrics.ts';
import type { VectorName } from '../../blocks/step.ts';
import type { GroupView } from '../protocol.ts';
import type { RewardEdits } from '../../4-rewards/registry.ts';
import type { ScoredStep } from './scoreRollouts.ts';
import type { Viewer } from './views.ts';

/** Device, policy, configuration as the controllers left it, and the vectors of the run. `step` = steps finished so far. */
export interface StepEngine extends Viewer {
  readonly edits: RewardEdits;
  readonly vectors: ReadonlyMap<VectorName, KeptVector>;
}

export interface StepRecord {
  readonly vectors: ReadonlyMap<VectorName, KeptVector>;
  readonly metrics: Metrics;
  readonly groups: readonly GroupView[];
  /** What was sampled and scored: kept until the next step for rewards on trial and for those who look into it. */
  readonly rollouts: Rollouts;
  readonly scored: ScoredStep;
  /** Tokens of all rollouts, their prompts counted with each (TRL: num_tokens). */
  readonly tokenCount: number;
  /** Sentences for the visitor, such as an update that was left out. */
  readonly warnings: readonly string[];
}
