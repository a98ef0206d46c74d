// What: the scalar loss of TRL 1.16 (_compute_loss) in plain float64 loops, written from its text and sharing nothing with the
// shaders: what computeCoefficients is differentiated against. `detached` are the log-probs at which detached parts are held.
import type { LossSettings } from '../../src/6-loss/lossFile.ts';

export interface LossBatch {
  readonly rollouts: number;
  readonly maxTokens: number;
  readonly oldLogProbs: ArrayLike<number>;
  readonly refLogProbs: ArrayLike<number>;
  /** [R × T] */
  readonly advantages: ArrayLike<number>;
  readonly mask: ArrayLike<number>;
  readonly entropyMask: ArrayLike<number>;
  /** Factor of the policy term alone. */
  readonly tokenWeights: ArrayLike<number>;
  readonly maxCompletionLength: number;
  /** [R × T] item of each token, −1 = none (Rank-GRPO, _compute_loss). */
  readonly items?: ArrayLike<number>;
}

export function trlLoss(
  settings: LossSettings,
  batch: LossBatch,
  logProbs: Float64Array,
  entropies: Float64Array,
  detached: Float64Array,
): number {
  const { rollouts: R, maxTokens: T, mask, entropyMask } = batch;
  const epsilonHigh = settings.epsilonHigh ?? settings.epsilon;
  const own = (name: string, otherwise: number) => (settings.own?.[name] as number | undefined) ?? otherwise;
  const logWeight = (values: Float64Array, r: number, t: number) => {
    const gap = (i: number) => values[i]! - batch.oldLogProbs[i]!;
    const limit = settings.ratioItems || Infinity;
    const itemOf = (i: number) => Math.min(batch.items?.[i] ?? -1, limit);
    const isItem = settings.importanceSamplingLevel === 'item';
    if (settings.importanceSamplingLevel === 'token' || (isItem && itemOf(r * T + t) < 0)) return gap(r * T + t);
    let [sum, count] = [0, 0];
    for (let i = r * T; i < (r + 1) * T; i++) {
      if (isItem && itemOf(i) !== itemOf(r * T + t)) continue;
      sum += gap(i) * mask[i]!;
      count += mask[i]!;
    }
    return sum / Math.max(count, 1);
  };
  const perToken = (r: number, t: number) => {
    const i = r * T + t;
    const A = batch.advantages[i]!;
    const coef1 = Math.exp(logWeight(logProbs, r, t));
    let loss: number;
    if (settings.lossType === 'cispo') {
      loss = -Math.min(Math.exp(logWeight(detached, r, t)), epsilonHigh) * A * logProbs[i]!;
    } else if (settings.lossType === 'sapo') {
      const tau = A > 0 ? own('sapo_temperature_pos', 1) : own('sapo_temperature_neg', 1.05);
      loss = -A * (4 / tau) * (1 / (1 + Math.exp(-tau * (coef1 - 1))));
    } else if (settings.lossType === 'vespo') {
      let W = 1;
      for (let j = r * T; j < (r + 1) * T; j++) if (mask[j] !== 0) W *= Math.exp(detached[j]! - batch.oldLogProbs[j]!);
      const [k, lambda] =
        A >= 0
          ? [own('vespo_k_pos', 2), own('vespo_lambda_pos', 3)]
          : [own('vespo_k_neg', 3), own('vespo_lambda_neg', 2)];
      loss = -(W ** k) * Math.exp(lambda * (1 - W)) * A * logProbs[i]!;
    } else {
      const coef2 = Math.min(Math.max(coef1, 1 - settings.epsilon), 1 + epsilonHigh);
      const bounded = settings.delta === null ? coef1 : Math.min(coef1, settings.delta);
      loss = -Math.min(bounded * A, coef2 * A);
      if (settings.dualClip !== null && A < 0) loss = Math.min(loss, -A * settings.dualClip);
    }
    loss *= entropyMask[i]! * batch.tokenWeights[i]!;
    if (settings.beta === 0) return loss;
    const gap = settings.klGapMax ?? Infinity;
    const x = Math.min(Math.max(batch.refLogProbs[i]! - logProbs[i]!, -gap), gap);
    const unbound = { k1: -x, k2: (x * x) / 2, k3: Math.exp(x) - x - 1 }[settings.klEstimator];
    const most = settings.klMax ?? Infinity;
    const kl = Math.min(Math.max(unbound, -most), most);
    return loss + settings.beta * kl * (settings.useBiasCorrectionKl ? coef1 : 1);
  };
  let [policy, all, effective, entropy] = [0, 0, 0, 0];
  for (let i = 0; i < R * T; i++) all += mask[i]!;
  for (let r = 0; r < R; r++) {
    let [sum, count] = [0, 0];
    for (let t = 0; t < T; t++) {
      const i = r * T + t;
      if (mask[i] === 0) continue;
      sum += perToken(r, t);
      count += 1;
      effective += entropyMask[i]!;
      entropy += entropyMask[i]! * entropies[i]!;
    }
    if (['grpo', 'sapo'].includes(settings.lossType)) policy += sum / Math.max(count, 1) / R;
    else if (settings.lossType === 'dr_grpo') policy += sum / (R * batch.maxCompletionLength);
    else if (settings.lossType === 'luspo') policy += sum / R;
    else policy += sum / Math.max(all, 1);
  }
  return policy - (settings.entropyCoef * entropy) / Math.max(effective, 1);
}
