// What: which tokens count in the loss, and how much in its policy term.
// Formula: mask = 1 on the tokens of the completion (× a given mask: observations are 0), 0 on truncated completions with
// mask_truncated_completions and on rollouts that are not in the loss. entropyMask = 1 where the entropy is at least the (1 − top_entropy_quantile) quantile of the
// tokens that count (linear interpolation, as torch.quantile); all 1 for top_entropy_quantile = 1.
// Shapes: R rollouts, T tokens; [R × T].
// offPolicyMask = 0 where A < 0 and the mean over the rollout's tokens of log π_old − log π is above the threshold.
// Source: TRL 1.16, get_high_entropy_mask, get_off_policy_mask (DeepSeek-V3.2, arXiv 2512.02556, equation 9); "Beyond the 80/20 rule" (arXiv 2506.01939).

export interface MaskSettings {
  readonly lengths: Int32Array;
  readonly maxTokens: number;
  readonly truncated?: Uint8Array;
  /** [R × T] 0 where a token is not the policy's own. */
  readonly mask?: ArrayLike<number>;
  /** [R] 0 = the rollout is left out of the loss as if it had not been sampled. */
  readonly inLoss?: ArrayLike<number>;
  readonly maskTruncatedCompletions: boolean;
}

export function completionMask({
  lengths,
  maxTokens,
  truncated,
  mask,
  inLoss,
  maskTruncatedCompletions,
}: MaskSettings): Float32Array {
  return Float32Array.from({ length: lengths.length * maxTokens }, (_, i) => {
    const r = Math.floor(i / maxTokens);
    const isLeftOut = (maskTruncatedCompletions && truncated?.[r] === 1) || inLoss?.[r] === 0;
    return !isLeftOut && i % maxTokens < lengths[r]! && (mask?.[i] ?? 1) > 0.5 ? 1 : 0;
  });
}

/** Linear interpolation between order statistics, as torch.quantile. */
export function quantile(values: Float32Array, q: number): number {
  const sorted = values.slice().sort();
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.min(Math.floor(place) + 1, sorted.length - 1)]!;
  return below + (above - below) * (place - Math.floor(place));
}

export function highEntropyMask(entropies: Float32Array, mask: Float32Array, topEntropyQuantile: number): Float32Array {
  if (topEntropyQuantile >= 1) return new Float32Array(mask.length).fill(1);
  const counted = entropies.filter((_, i) => mask[i]! > 0.5);
  if (counted.length === 0) return new Float32Array(mask.length);
  const threshold = quantile(counted, 1 - topEntropyQuantile);
  return mask.map((own, i) => (own > 0.5 && entropies[i]! >= threshold ? 1 : 0));
}

/** [R × T] factor of the policy term; `lag` is log π_old − log π of a token. */
export function offPolicyMask(
  { mask, maxTokens }: { readonly mask: Float32Array; readonly maxTokens: number },
  lag: (i: number) => number,
  advantageOf: (i: number) => number,
  threshold: number,
): Float32Array {
  const out = new Float32Array(mask.length).fill(1);
  for (let start = 0; start < mask.length; start += maxTokens) {
    let [sum, tokens] = [0, 0];
    for (let i = start; i < start + maxTokens; i++) {
      if (mask[i]! < 0.5) continue;
      sum += lag(i);
      tokens += 1;
    }
    if (sum / Math.max(tokens, 1) <= threshold) continue;
    for (let i = start; i < start + maxTokens; i++) if (advantageOf(i) < 0) out[i] = 0;
  }
  return out;
}
