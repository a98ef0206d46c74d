// What: log-probs + advantages → the loss as coefficients of every token, with TRL's metrics.
// Formula: shaders/6-loss (logRatio → tokenLoss → tokenCoefficients). Normaliser by loss_type, over the whole batch of R rows:
// grpo 1/(R·T_i); bnpo, dapo, cispo 1/Σ mask; dr_grpo 1/(R·max_completion_length). L = policy loss + β·KL − entropy_coef·mean H.
// Shapes: R = P·G rollouts, T tokens.
// Units: nats; metrics as TRL 1.16 (see lossMetrics.ts).
// Source: TRL 1.16, grpo_trainer.py, _compute_loss.
import type { Compute, DeviceArray } from '../gpu/compute.ts';
import { lossMetrics } from './lossMetrics.ts';
import { completionMask, highEntropyMask } from './tokenMasks.ts';
import type { TokenCoefficients } from './types.ts';

export interface LossSettings {
  readonly lossType: 'grpo' | 'bnpo' | 'dapo' | 'dr_grpo' | 'cispo';
  readonly importanceSamplingLevel: 'token' | 'sequence';
  readonly epsilon: number;
  /** null = epsilon. For cispo the largest ratio itself. */
  readonly epsilonHigh: number | null;
  /** Upper bound of the unclipped ratio; null = off. */
  readonly delta: number | null;
  /** Dual clip: −A·ρ counts at most c·|A| for A < 0; null = off. */
  readonly dualClip: number | null;
  readonly beta: number;
  readonly klEstimator: 'k1' | 'k2' | 'k3';
  readonly useBiasCorrectionKl?: boolean;
  readonly entropyCoef: number;
  readonly maskTruncatedCompletions: boolean;
  readonly topEntropyQuantile: number;
}

export interface CoefficientsToCompute extends LossSettings {
  readonly oldLogProbs: Float32Array;
  /** Absent with num_iterations = 1: π_θ = π_old, the ratio is 1. */
  readonly newLogProbs?: Float32Array;
  /** Needed where beta ≠ 0; gives the metric kl where present. */
  readonly refLogProbs?: Float32Array;
  /** [R], or [R × T] where tokens differ. */
  readonly advantages: Float32Array;
  readonly entropies: Float32Array;
  readonly lengths: Int32Array;
  readonly truncated?: Uint8Array;
  readonly mask?: ArrayLike<number>;
  readonly maxTokens: number;
  /** max_completion_length, the divisor of dr_grpo; maxTokens where absent. */
  readonly maxCompletionLength?: number;
}

const sumOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);

function checkInput(given: CoefficientsToCompute): void {
  const { lengths, maxTokens, advantages, refLogProbs, beta } = given;
  const size = lengths.length * maxTokens;
  const names = ['oldLogProbs', 'newLogProbs', 'refLogProbs', 'entropies', 'mask'] as const;
  for (const name of names) {
    const length = given[name]?.length;
    if (length !== undefined && length !== size) {
      throw new Error(`The loss got ${length} numbers as ${name}, not ${lengths.length} × ${maxTokens}.`);
    }
  }
  if (advantages.length !== lengths.length && advantages.length !== size) {
    throw new Error(`The loss got ${advantages.length} advantages for ${lengths.length} rollouts.`);
  }
  if (beta !== 0 && !refLogProbs)
    throw new Error('beta is not 0, but the log-probs of the reference policy are missing.');
}

function normaliserOf(
  { lossType, lengths, maxTokens, maxCompletionLength }: CoefficientsToCompute,
  tokens: number,
): number {
  if (lossType === 'grpo') return lengths.length;
  if (lossType === 'dr_grpo') return lengths.length * (maxCompletionLength ?? maxTokens);
  return Math.max(tokens, 1);
}

function tokenLossParams(given: CoefficientsToCompute, count: number) {
  const { lossType, epsilon, epsilonHigh, delta, dualClip, beta, klEstimator, refLogProbs, maxTokens } = given;
  return {
    count,
    maxTokens,
    advantagePerToken: given.advantages.length === count && maxTokens > 1 ? 1 : 0,
    isCispo: lossType === 'cispo' ? 1 : 0,
    epsilonLow: epsilon,
    epsilonHigh: epsilonHigh ?? epsilon,
    delta: delta ?? 0,
    dualClip: dualClip ?? 0,
    beta,
    klEstimator: refLogProbs ? Number(klEstimator.slice(1)) : 0,
    klTimesRatio: given.useBiasCorrectionKl ? 1 : 0,
  };
}

export async function computeCoefficients(compute: Compute, given: CoefficientsToCompute): Promise<TokenCoefficients> {
  checkInput(given);
  const { lengths, maxTokens, oldLogProbs, entropies, advantages, lossType } = given;
  const rollouts = lengths.length;
  const size = rollouts * maxTokens;
  const mask = completionMask(given);
  const policyMask = highEntropyMask(entropies, mask, given.topEntropyQuantile);
  const tokens = sumOf(mask);
  const weights = policyMask.map((value, i) => value * mask[i]!);
  const entropyTokens = Math.max(1, sumOf(weights));
  const isSequence = given.importanceSamplingLevel === 'sequence' ? 1 : 0;
  const own: DeviceArray[] = [];
  const keep = (array: DeviceArray) => (own.push(array), array);
  try {
    const masks = { mask: keep(compute.upload(mask)), policyMask: keep(compute.upload(policyMask)) };
    const newLogProbs = keep(compute.upload(given.newLogProbs ?? oldLogProbs));
    const { logRatios } = await compute.run('6-loss/logRatio', {
      params: { rollouts, maxTokens, isSequence },
      inputs: { newLogProbs, oldLogProbs, mask: masks.mask },
      outputs: { logRatios: size },
      dispatch: { workgroups: rollouts },
    });
    const refLogProbs = given.refLogProbs ?? newLogProbs;
    const { terms } = await compute.run('6-loss/tokenLoss', {
      params: tokenLossParams(given, size),
      inputs: { newLogProbs, refLogProbs, logRatios: keep(logRatios!), advantages, policyMask: masks.policyMask },
      outputs: { terms: 6 * size },
      dispatch: { invocations: size },
    });
    const perSequence = lossType === 'grpo' ? 1 : 0;
    const normaliser = normaliserOf(given, tokens);
    const made = await compute.run('6-loss/tokenCoefficients', {
      params: {
        rollouts,
        maxTokens,
        isSequence,
        perSequence,
        normaliser,
        entropyCoef: given.entropyCoef,
        entropyTokens,
      },
      inputs: { terms: keep(terms!), ...masks, entropies },
      outputs: { coef: size, coefEntropy: size, sums: 6 * rollouts },
      dispatch: { workgroups: rollouts },
    });
    const { coef, coefEntropy, sums } = made as Record<string, DeviceArray>;
    const read = async (array: DeviceArray) => (await keep(array).read()) as Float32Array;
    const [coefValues, entropyValues, sumValues] = await Promise.all([read(coef!), read(coefEntropy!), read(sums!)]);
    const summary = lossMetrics(given, { sums: sumValues, mask, tokens, entropyTokens });
    return { coef: coefValues, coefEntropy: entropyValues, weights, ...summary };
  } finally {
    for (const array of own) array.destroy();
  }
}
