// What: which tokens count in the loss.
// Formula: mask = 1 on the tokens of the completion (× a given mask: observations are 0), 0 on truncated completions with
// mask_truncated_completions. policyMask = 1 where the entropy is at least the (1 − top_entropy_quantile) quantile of the
// tokens that count (linear interpolation, as torch.quantile); all 1 for top_entropy_quantile = 1.
// Shapes: R rollouts, T tokens; [R × T].
// Source: TRL 1.16, get_high_entropy_mask; "Beyond the 80/20 rule" (arXiv 2506.01939).

export interface MaskSettings {
  readonly lengths: Int32Array;
  readonly maxTokens: number;
  readonly truncated?: Uint8Array;
  /** [R × T] 0 where a token is not the policy's own. */
  readonly mask?: ArrayLike<number>;
  readonly maskTruncatedCompletions: boolean;
}

export function completionMask({
  lengths,
  maxTokens,
  truncated,
  mask,
  maskTruncatedCompletions,
}: MaskSettings): Float32Array {
  return Float32Array.from({ length: lengths.length * maxTokens }, (_, i) => {
    const r = Math.floor(i / maxTokens);
    const isLeftOut = maskTruncatedCompletions && truncated?.[r] === 1;
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
