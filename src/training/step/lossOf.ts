// What: stage 6 as the loop calls it: the policy loss as coefficients of the rollouts' tokens, and the further terms of the
//   recipe beside it.
// Shapes: R rollouts, T tokens.
import { scorePass } from '../../3-rollouts/scorePass.ts';
import type { Advantages } from '../../5-advantages/types.ts';
import { computeCoefficients } from '../../6-loss/computeCoefficients.ts';
import { ROLLOUTS } from '../../6-loss/termRows.ts';
import type { TokenCoefficients } from '../../6-loss/types.ts';
import type { Inner, Term } from '../../blocks/step.ts';
import type { Config } from '../../config/config.ts';
import { blocksOf } from '../../config/uses.ts';
import { POLICY } from '../checkpoint.ts';
import type { BlockRuns } from './blockRuns.ts';
import type { OpenStep } from './openStep.ts';
import type { ScoredStep } from './scoreRollouts.ts';
import { DRAWN } from './views.ts';

export interface Loss {
  readonly coefficients: TokenCoefficients;
  /** The policy's term first. */
  readonly terms: readonly Term[];
}

function lossSettings({ loss, auxiliaryLoss, tokenWeight, sampling }: Config) {
  return {
    lossType: loss.loss_type,
    importanceSamplingLevel: loss.importance_sampling_level,
    ratioItems: loss.ratio_items,
    epsilon: loss.epsilon,
    epsilonHigh: loss.epsilon_high,
    delta: loss.delta,
    dualClip: loss.dual_clip,
    klGapMax: loss.kl_gap_max,
    offPolicyMaskThreshold: loss.off_policy_mask_threshold,
    useBiasCorrectionKl: auxiliaryLoss.use_bias_correction_kl,
    own: loss,
    beta: auxiliaryLoss.beta,
    klEstimator: auxiliaryLoss.kl_estimator,
    klMax: auxiliaryLoss.kl_max,
    entropyCoef: auxiliaryLoss.entropy_coef,
    maskTruncatedCompletions: tokenWeight.mask_truncated_completions,
    topEntropyQuantile: tokenWeight.top_entropy_quantile,
    maxCompletionLength: sampling.max_completion_length,
  };
}

/** With the θ that sampled them the rollouts' own log-probs are used (ratio 1); later updates score them again. */
export async function lossOf(
  step: OpenStep,
  scored: ScoredStep,
  { advantages }: Advantages,
  update: number,
  runs: BlockRuns,
): Promise<Loss> {
  const { compute, policy, config, rollouts, signals } = scored;
  const { oldLogProbs, entropies, lengths, truncated, maxTokens } = rollouts;
  const { temperature } = config.sampling;
  const prefix = await step.prefix(DRAWN, POLICY);
  const fresh = update > 0;
  const now = fresh
    ? await scorePass(policy, step.vectors.get(POLICY)!, prefix, rollouts, temperature)
    : { logProbs: oldLogProbs, entropies };
  const reference = signals.get('ref/logProb');
  const { metrics: weighed, ...weights } = await tokenWeightsOf(scored, runs);
  const shared = blocksOf(config, 'auxiliaryLoss').reduce(
    (sum, { block, own }) => sum + (block.sharedTokens?.(scored, own) ?? 0),
    0,
  );
  const coefficients = await computeCoefficients(compute, {
    ...lossSettings(config),
    draw: { seed: config.data.seed, step: scored.step, update },
    ...{ oldLogProbs, lengths, truncated, maxTokens, advantages, entropies: now.entropies },
    ...(fresh && { newLogProbs: now.logProbs }),
    ...(reference && { refLogProbs: reference.values }),
    ...(scored.inLoss && { inLoss: scored.inLoss }),
    ...(shared > 0 && { sharedTokens: shared }),
    ...(scored.units.item && { items: scored.units.item.of }),
    ...weights,
  });
  const { coef, coefEntropy, loss } = coefficients;
  const rows = { id: ROLLOUTS, batch: rollouts.rows, prefix, vector: POLICY };
  const policyTerm: Term = { name: 'policy', rows, coef, coefEntropy, loss };
  const inner: Inner = {
    ...{ ...scored, vectors: step.vectors, update, advantages, now },
    mask: coefficients.mask,
    normaliser: coefficients.normaliser,
  };
  const terms: Term[] = [policyTerm];
  for (const use of blocksOf(config, 'auxiliaryLoss'))
    terms.push(...(await runs.time('auxiliaryLoss', use, () => use.block.terms(inner, use.own))));
  const metrics = { ...coefficients.metrics, ...weighed };
  return { coefficients: withTerms({ ...coefficients, metrics }, terms.slice(1)), terms };
}

interface StepWeights {
  readonly tokenWeights?: Float32Array;
  readonly mask?: Float32Array;
  readonly metrics: Readonly<Record<string, number>>;
}

const product = (a: Float32Array | undefined, b: Float32Array | undefined) =>
  a && b ? a.map((value, i) => value * b[i]!) : (a ?? b);

/** The recipe's token weights, multiplied; with the tokens that leave the loss altogether. */
async function tokenWeightsOf(scored: ScoredStep, runs: BlockRuns): Promise<StepWeights> {
  let all: StepWeights = { metrics: {} };
  for (const use of blocksOf(scored.config, 'tokenWeight')) {
    const own = await runs.time('tokenWeight', use, () => use.block.weigh(scored, use.own));
    const tokenWeights = product(all.tokenWeights, own.weights);
    const mask = product(all.mask, own.mask);
    const metrics = { ...all.metrics, ...own.metrics };
    all = { ...(tokenWeights && { tokenWeights }), ...(mask && { mask }), metrics };
  }
  return all;
}

/** The loss and the metrics with the further terms in them. */
function withTerms(coefficients: TokenCoefficients, terms: readonly Term[]): TokenCoefficients {
  if (terms.length === 0) return coefficients;
  const loss = terms.reduce((sum, term) => sum + term.loss, coefficients.loss);
  const metrics: Record<string, number> = { ...coefficients.metrics, loss };
  for (const { name, loss: own, metrics: further } of terms) {
    metrics[`loss/${name}`] = (metrics[`loss/${name}`] ?? 0) + own;
    Object.assign(metrics, further);
  }
  return { ...coefficients, loss, metrics };
}
