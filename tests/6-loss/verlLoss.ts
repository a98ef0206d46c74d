// What: the scalar losses that verl (gpg, dppo, clip_cov, kl_cov, geo_mean) and Tinker (dro) have beyond TRL, in plain float64
// loops, written from their text and sharing nothing with the shaders. `detached`: log-probs at which detached parts are held.
// The tokens that clip_cov drew come in as tokenWeights.
import type { LossSettings } from '../../src/6-loss/lossFile.ts';
import type { LossBatch } from './trlLoss.ts';

type Own = (name: string, otherwise: number) => number;

/** Flags of the k tokens with the largest covariance, one after the other. */
export function largestCovariances(batch: LossBatch, logProbs: Float64Array, share: number): boolean[] {
  const { mask, advantages } = batch;
  let [count, meanA, meanLogProb] = [0, 0, 0];
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    meanA = (meanA * count + advantages[i]!) / (count + 1);
    meanLogProb = (meanLogProb * count + logProbs[i]!) / (count + 1);
    count += 1;
  }
  const taken = Array.from({ length: mask.length }, () => false);
  for (let k = 0; k < Math.max(1, Math.trunc(share * count)); k++) {
    let best = -1;
    const cov = (i: number) => (advantages[i]! - meanA) * (logProbs[i]! - meanLogProb);
    for (let i = 0; i < mask.length; i++) {
      if (mask[i] !== 0 && !taken[i] && (best < 0 || cov(i) > cov(best))) best = i;
    }
    if (best >= 0) taken[best] = true;
  }
  return taken;
}

function dppo(A: number, now: number, old: number, settings: LossSettings): number {
  const [p, q] = [Math.exp(now), Math.exp(old)];
  const [low, high] = [settings.epsilon, settings.epsilonHigh ?? settings.epsilon];
  const kl = q * (old - now) + (1 - q) * Math.log((1 - q + 1e-8) / (1 - p + 1e-8));
  const isKl = settings.own?.['dppo_divergence'] === 'kl';
  const goodPositive = isKl ? kl <= high || p <= q : p - q <= high;
  const goodNegative = isKl ? kl <= low || p >= q : p - q >= -low;
  const isValid = A > 0 ? goodPositive : goodNegative;
  return isValid ? Math.min(Math.exp(now - old), settings.dualClip ?? 20) : 0;
}

function geoMean(settings: LossSettings, batch: LossBatch, logProbs: Float64Array, r: number): number {
  const [low, high] = [settings.epsilon, settings.epsilonHigh ?? settings.epsilon];
  let [product, sumA, count] = [1, 0, 0];
  for (let i = r * batch.maxTokens; i < (r + 1) * batch.maxTokens; i++) {
    if (batch.mask[i] === 0) continue;
    const A = batch.advantages[i]!;
    const ratio = Math.exp(logProbs[i]! - batch.oldLogProbs[i]!);
    if (A > 0) product *= Math.min(ratio, Math.exp(high));
    if (A < 0) product *= Math.max(ratio, Math.exp(-low));
    sumA += A;
    count += 1;
  }
  return count === 0 ? 0 : -(sumA / count) * product ** (1 / count);
}

export function verlLoss(
  settings: LossSettings,
  batch: LossBatch,
  logProbs: Float64Array,
  entropies: Float64Array,
  detached: Float64Array,
): number {
  const { rollouts: R, maxTokens: T, mask, entropyMask, tokenWeights } = batch;
  const own: Own = (name, otherwise) => (settings.own?.[name] as number | undefined) ?? otherwise;
  const [low, high] = [settings.epsilon, settings.epsilonHigh ?? settings.epsilon];
  const pays = largestCovariances(batch, detached, own('kl_cov_ratio', 0.0002));
  const perToken = (r: number, i: number): number => {
    const [A, log, old] = [batch.advantages[i]!, logProbs[i]!, batch.oldLogProbs[i]!];
    const ratio = Math.exp(log - old);
    switch (settings.lossType) {
      case 'gpg':
        return -log * A;
      case 'dro':
        return -(log * A - 0.5 * own('dro_beta', 0.05) * (log - old) ** 2);
      case 'dppo':
        return -A * dppo(A, detached[i]!, old, settings) * log;
      case 'pre_clamp': {
        const most = own('most_ratio', 1000);
        const kept = Math.min(Math.max(ratio, 1 / most), most);
        return Math.max(-A * kept, -A * Math.min(Math.max(kept, 1 - low), 1 + high));
      }
      case 'clip_cov':
        return Math.max(-A * ratio, -A * Math.min(Math.max(ratio, 1 - low), 1 + high));
      case 'kl_cov':
        return -A * ratio + (pays[i] ? own('ppo_kl_coef', 0.1) * Math.abs(log - old) : 0);
      case 'geo_mean':
        return geoMean(settings, batch, logProbs, r);
      default:
        throw new Error(`verlLoss does not know ${settings.lossType}`);
    }
  };
  let [total, tokens, entropy, entropyTokens] = [0, 0, 0, 0];
  for (let i = 0; i < R * T; i++) tokens += mask[i]!;
  for (let r = 0; r < R; r++) {
    let [sum, length] = [0, 0];
    for (let i = r * T; i < (r + 1) * T; i++) {
      if (mask[i] === 0) continue;
      const x = batch.refLogProbs[i]! - logProbs[i]!;
      const kl = { k1: -x, k2: (x * x) / 2, k3: Math.exp(x) - x - 1 }[settings.klEstimator];
      const times = settings.useBiasCorrectionKl ? Math.exp(logProbs[i]! - batch.oldLogProbs[i]!) : 1;
      sum += perToken(r, i) * entropyMask[i]! * tokenWeights[i]! + settings.beta * kl * times;
      length += 1;
      entropy += entropyMask[i]! * entropies[i]!;
      entropyTokens += entropyMask[i]!;
    }
    total += ['geo_mean', 'pre_clamp'].includes(settings.lossType)
      ? sum / Math.max(length, 1) / R
      : sum / Math.max(tokens, 1);
  }
  return total - (settings.entropyCoef * entropy) / Math.max(entropyTokens, 1);
}
