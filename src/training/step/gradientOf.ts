// What: stage 7 as the loop calls it: the gradient of every vector, and how far the backward pass is from the sampler.
import { ROLLOUTS } from '../../6-loss/termRows.ts';
import { logProbGap } from '../../7-gradient/gradient.ts';
import { termGradients } from '../../7-gradient/termGradients.ts';
import type { Gradient } from '../../7-gradient/types.ts';
import type { VectorName } from '../../blocks/step.ts';
import { scoredAt } from '../../3-rollouts/scorePass.ts';
import { POLICY } from '../checkpoint.ts';
import type { StageProgress } from '../session/stageTimer.ts';
import type { Loss } from './lossOf.ts';
import type { OpenStep } from './openStep.ts';
import type { ScoredStep } from './scoreRollouts.ts';

export interface Gradients extends Gradient {
  /** Of the vectors other than the policy. */
  readonly others: ReadonlyMap<VectorName, Float32Array>;
  readonly passes: number;
}

export async function gradientOf(
  step: OpenStep,
  { rollouts }: Pick<ScoredStep, 'rollouts'>,
  { terms }: Loss,
  onProgress?: StageProgress,
): Promise<Gradients> {
  const temperature = scoredAt(step.config.sampling.temperature);
  const made = await termGradients(step.policy, step.vectors, terms, temperature, onProgress);
  const others = new Map(made.gradients);
  others.delete(POLICY);
  const metrics = logProbGap(rollouts, made.scores.get(ROLLOUTS)!.logProbs);
  return { values: made.gradients.get(POLICY)!, metrics, others, passes: made.passes };
}
