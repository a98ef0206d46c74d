// What: the loss and its metrics from the sums of each completion (sums of shaders/6-loss/tokenCoefficients.wgsl).
// Formula: kl, entropy: mean over the tokens that count. policy_loss = loss without the entropy bonus (it holds β·KL), given
// where the bonus is on. Then those of the loss_type (measure in losses/<loss_type>.ts).
// Source: TRL 1.16, _compute_loss.
import { SUM, SUM_COUNT } from './columns.ts';
import type { LossFile, LossSettings, LossStatistics } from './lossFile.ts';

export interface LossSums {
  /** [R × SUM_COUNT] */
  readonly sums: Float32Array;
  /** [R] tokens that count. */
  readonly tokensOf: Float32Array;
  /** [R] 1 = in the loss. */
  readonly inLoss: Uint8Array;
  readonly tokens: number;
  readonly entropyTokens: number;
  readonly selected: Float32Array | null;
}

export function lossMetrics(
  settings: LossSettings & { readonly refLogProbs?: Float32Array },
  file: LossFile,
  { sums, tokensOf, inLoss, tokens, entropyTokens, selected }: LossSums,
): { readonly loss: number; readonly metrics: Record<string, number> } {
  const rows = Array.from(inLoss.keys()).filter((r) => inLoss[r] === 1);
  const total = (k: number) => rows.reduce((sum, r) => sum + sums[SUM_COUNT * r + k]!, 0);
  const isSequence = settings.importanceSamplingLevel === 'sequence';
  const statistics: LossStatistics = {
    count: isSequence ? rows.length : Math.max(tokens, 1),
    total: (column) => total(SUM[column]),
    shares: (column) =>
      rows
        .filter((r) => isSequence || tokensOf[r]! > 0)
        .map((r) => sums[SUM_COUNT * r + SUM[column]]! / (isSequence ? 1 : tokensOf[r]!)),
    selected,
    rollouts: rows.length,
  };
  const policyLoss = total(SUM.loss);
  const loss = policyLoss - (settings.entropyCoef * total(SUM.policyEntropy)) / entropyTokens;
  const metrics: Record<string, number> = { loss, entropy: total(SUM.entropy) / Math.max(tokens, 1) };
  if (settings.refLogProbs) metrics['kl'] = total(SUM.kl) / Math.max(tokens, 1);
  if (settings.entropyCoef !== 0) {
    metrics['policy_loss'] = policyLoss;
    metrics['entropy_coef'] = settings.entropyCoef;
  }
  return { loss, metrics: { ...metrics, ...file.measure(statistics) } };
}
