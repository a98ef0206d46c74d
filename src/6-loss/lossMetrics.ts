// What: the loss and TRL's metrics from the sums of each completion (sums of shaders/6-loss/tokenCoefficients.wgsl).
// Formula: kl, entropy: mean over the tokens that count. clip_ratio/low_mean, high_mean, region_mean: share of tokens (of
// completions where the ratio is one of the sequence); low_min, high_max: over completions, those without tokens left out.
// policy_loss = loss without the entropy bonus (it holds β·KL), given where the bonus is on.
// Source: TRL 1.16, _compute_loss.
import type { LossSettings } from './computeCoefficients.ts';

export interface LossSums {
  /** [R × 6] Σ w·loss, Σ KL, Σ entropy, clipped low, clipped high, Σ policyMask·entropy. */
  readonly sums: Float32Array;
  readonly mask: Float32Array;
  readonly tokens: number;
  readonly entropyTokens: number;
}

const minimum = (values: readonly number[]) => values.reduce((least, value) => Math.min(least, value), Infinity);

export function lossMetrics(
  settings: LossSettings & { readonly refLogProbs?: Float32Array; readonly maxTokens: number },
  { sums, mask, tokens, entropyTokens }: LossSums,
): { readonly loss: number; readonly metrics: Record<string, number> } {
  const rollouts = sums.length / 6;
  const total = (k: number) => {
    let sum = 0;
    for (let r = 0; r < rollouts; r++) sum += sums[6 * r + k]!;
    return sum;
  };
  const isSequence = settings.importanceSamplingLevel === 'sequence';
  const count = isSequence ? rollouts : Math.max(tokens, 1);
  /** Share of clipped tokens of each completion that has any. */
  const shares = (k: number) => {
    const found: number[] = [];
    for (let r = 0; r < rollouts; r++) {
      const own = mask.subarray(r * settings.maxTokens, (r + 1) * settings.maxTokens);
      const length = isSequence ? 1 : own.reduce((sum, value) => sum + value, 0);
      if (length > 0) found.push(sums[6 * r + k]! / length);
    }
    return found;
  };
  const policyLoss = total(0);
  const loss = policyLoss - (settings.entropyCoef * total(5)) / entropyTokens;
  const metrics: Record<string, number> = { loss, entropy: total(2) / Math.max(tokens, 1) };
  if (settings.refLogProbs) metrics['kl'] = total(1) / Math.max(tokens, 1);
  if (settings.entropyCoef !== 0) {
    metrics['policy_loss'] = policyLoss;
    metrics['entropy_coef'] = settings.entropyCoef;
  }
  if (settings.lossType === 'cispo') {
    metrics['cispo_clip_ratio'] = total(4) / count;
    return { loss, metrics };
  }
  const [low, high] = [shares(3), shares(4)];
  metrics['clip_ratio/low_mean'] = total(3) / count;
  metrics['clip_ratio/low_min'] = low.length ? minimum(low) : 0;
  metrics['clip_ratio/high_mean'] = total(4) / count;
  metrics['clip_ratio/high_max'] = high.length ? -minimum(high.map((share) => -share)) : 0;
  metrics['clip_ratio/region_mean'] = (total(3) + total(4)) / count;
  return { loss, metrics };
}
