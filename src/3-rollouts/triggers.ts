// What: how often a rollout stops to think: words after which it is uncertain how to go on.
// Formula: entropy −Σ p·log p over the top log-probs, plus −tail·log(tail) where the tail counts (the engine's own entropies are over
//   the whole vocabulary and have none). A trigger is valid where the mean of its window reaches the threshold, and is passed over where
//   the rollout ends within its window; cost = Σ over the valid ones of (mean − threshold). The threshold of a rollout is a percentile of
//   its window means, that of a batch their median, and the one in use a moving average of these.
// Shapes: window means [R × T] (shaders/3-rollouts/windowMeans). Units: nats; counts.
// Source: ARES (shawn0728/ARES): verl/workers/rollout/vllm_rollout_spmd.py; verl/trainer/ray_trainer.py (median, moving average).
import type { Compute } from '../gpu/compute.ts';

/** Of a distribution whose largest log-probs are given. */
export function tokenEntropy(logProbs: readonly number[], withTail: boolean): number {
  const seen = logProbs.reduce((sum, log) => sum + Math.exp(log), 0);
  const head = -logProbs.reduce((sum, log) => sum + Math.exp(log) * log, 0);
  const tail = Math.max(1 - seen, 0);
  return head - (withTail && tail > 0 ? tail * Math.log(tail) : 0);
}

/** The value below which `share` of them lie, between neighbours in a straight line; 0 of none. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Array.from(values).sort((a, b) => a - b);
  if (sorted.length === 0) return 0;
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const next = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return sorted[below]! + (at - below) * (next - sorted[below]!);
}

export interface Windows {
  /** Tokens of a window. */
  readonly window: number;
  /** 1 = it begins behind the token (code), 0 = with it (paper). */
  readonly first: 0 | 1;
}

interface Entropies {
  /** [R × T] */
  readonly entropies: Float32Array;
  /** [R] */
  readonly lengths: Int32Array;
  readonly maxTokens: number;
}

/** [R × T] */
export async function windowMeans(
  compute: Compute,
  { entropies, lengths, maxTokens }: Entropies,
  { window, first }: Windows,
): Promise<Float32Array> {
  const { means } = await compute.run('3-rollouts/windowMeans', {
    params: { rollouts: lengths.length, maxTokens, window, first },
    inputs: { entropies, lengths },
    outputs: { means: entropies.length },
    dispatch: { invocations: lengths.length },
  });
  try {
    return (await means!.read()) as Float32Array;
  } finally {
    means!.destroy();
  }
}

export const hasWindow = (t: number, length: number, { window, first }: Windows): boolean =>
  t + first + window <= length;

export interface TriggerCount {
  readonly valid: number;
  readonly invalid: number;
  readonly cost: number;
}

/** `means` [tokens] of one rollout; `triggers`: where its triggers stand. */
export function countTriggers(
  means: ArrayLike<number>,
  triggers: readonly number[],
  windows: Windows,
  threshold: number,
): TriggerCount {
  const whole = triggers.filter((t) => hasWindow(t, means.length, windows)).map((t) => means[t]!);
  const valid = whole.filter((own) => own >= threshold);
  return {
    valid: valid.length,
    invalid: whole.length - valid.length,
    cost: valid.reduce((sum, own) => sum + own - threshold, 0),
  };
}

/** The threshold after a batch whose rollouts have these; null before the first batch. */
export function movedThreshold(before: number | null, samples: ArrayLike<number>, decay = 0.99): number {
  const median = percentile(samples, 0.5);
  return before === null ? median : decay * before + (1 - decay) * median;
}

/** As the words of the list are compared. */
export const triggerWord = (token: string): string => token.trim().toLowerCase();
