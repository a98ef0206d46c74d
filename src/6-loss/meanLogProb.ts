// What: a loss on the mean log-probability of tokens: of all of them (entropy, estimated from the samples), or of some rollouts
//   (the likelihood of right answers). Kernel: shaders/6-loss/meanLogProb.
// Formula: L = scale·m, m = −Σ w_r·mask·log p / N, N = Σ w_r·mask; 0 where N = 0. coef = −scale·w_r·mask/N.
// Shapes: R rollouts, T tokens. Units: nats; a mean over tokens, whatever loss_type divides by.
import type { Compute } from '../gpu/compute.ts';

export interface MeanLogProb {
  /** [R × T] dL/d log p. */
  readonly coef: Float32Array;
  /** m */
  readonly mean: number;
  readonly loss: number;
}

export async function meanLogProb(
  compute: Compute,
  logProbs: Float32Array,
  mask: Float32Array,
  weights: Float32Array,
  scale: number,
): Promise<MeanLogProb> {
  const [size, rollouts] = [mask.length, weights.length];
  const maxTokens = size / rollouts;
  const tokens = mask.reduce((sum, own, i) => sum + own * weights[Math.floor(i / maxTokens)]!, 0);
  if (tokens === 0) return { coef: new Float32Array(size), mean: 0, loss: 0 };
  const made = await compute.run('6-loss/meanLogProb', {
    params: { rollouts, maxTokens, scale, tokens },
    inputs: { logProbs, mask, weights },
    outputs: { coef: size, sums: rollouts },
    dispatch: { workgroups: rollouts },
  });
  const [coef, sums] = (await Promise.all([made['coef']!.read(), made['sums']!.read()])) as Float32Array[];
  for (const array of Object.values(made)) array.destroy();
  const mean = sums!.reduce((sum, value) => sum + value, 0) / tokens;
  return { coef: coef!, mean, loss: scale * mean };
}
