// What: the rollouts as rows of a term: as they were drawn, or the same tokens behind another view of the picture.
// Shapes: log-probs [R × T].
import type { Inner, TermRows, ViewName } from '../blocks/step.ts';

/** Rows of the policy loss: the rollouts as they were drawn. Terms on them share its backward pass. */
export const ROLLOUTS = 'rollouts';
const POLICY = 'policy';
export const DRAWN = 'drawn';

/** A view that shows what was drawn (clean, where all places are clean) has the rows of the policy loss. */
export async function rowsBehind(step: Inner, view: ViewName): Promise<TermRows> {
  const drawn = await step.prefix(DRAWN, POLICY);
  const prefix = await step.prefix(view, POLICY);
  const id = prefix === drawn ? ROLLOUTS : `${ROLLOUTS}/${view}`;
  return { id, batch: step.rollouts.rows, prefix, vector: POLICY };
}

/**
 * Log-probs of the sampled tokens behind a view. `moving`: under the θ of this update; otherwise those of the θ that sampled
 * (the probe's signal), which differ from them after the first update only.
 */
export async function logProbsBehind(step: Inner, view: ViewName, moving: boolean): Promise<Float32Array> {
  if (view === DRAWN) return step.now.logProbs;
  if (!moving || step.update === 0) return step.signals.get(`${view}/logProb`)!.values;
  const { policy, vectors, rollouts, config } = step;
  const temperature = config.sampling.temperature > 0 ? config.sampling.temperature : 1;
  const prefix = await step.prefix(view, POLICY);
  return (await policy.score(vectors.get(POLICY)!, prefix, rollouts.rows, temperature)).logProbs;
}
