// What: float64 twin of sampleTokens.wgsl: sorts where the kernel selects, adds probabilities where it adds masses.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { philox4x32, STREAMS, toUniform } from '../../src/3-rollouts/philox.ts';

export interface Filters {
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
}

export interface RowDistribution {
  readonly logProbs: Float64Array;
  readonly entropy: number;
  /** First index of the largest logit; −1 where a logit is NaN or +∞. */
  readonly peakIndex: number;
}

export function rowDistribution(logits: Float64Array, temperature: number): RowDistribution {
  const tau = temperature === 0 ? 1 : temperature;
  const broken = logits.some((x) => Number.isNaN(x) || x === Infinity);
  let peakIndex = 0;
  for (let v = 0; v < logits.length; v++) if (logits[v]! > logits[peakIndex]!) peakIndex = v;
  const z = logits.map((x) => (Math.max(x, -1e30) - Math.max(logits[peakIndex]!, -1e30)) / tau);
  let others = 0;
  for (let v = 0; v < z.length; v++) if (v !== peakIndex) others += Math.exp(z[v]!);
  const logSum = Math.log1p(others);
  const logProbs = z.map((value) => value - logSum);
  let entropy = logSum;
  for (const value of z) entropy -= Math.exp(value) > 0 ? Math.exp(value - logSum) * value : 0;
  return { logProbs, entropy, peakIndex: broken ? -1 : peakIndex };
}

/** Probabilities (not renormalised) of the tokens that the filters keep, 0 elsewhere. */
export function keptProbabilities(logProbs: Float64Array, { topK, topP, minP }: Filters): Float64Array {
  const descending = Float64Array.from(logProbs).sort().reverse();
  let lowest = topK > 0 && topK < descending.length ? descending[topK - 1]! : -Infinity;
  const p = (logProb: number) => Math.exp(logProb);
  if (topP < 1) {
    const allowed = descending.filter((logProb) => logProb >= lowest);
    const total = allowed.reduce((sum, logProb) => sum + p(logProb), 0);
    let mass = 0;
    for (const logProb of allowed) {
      lowest = logProb;
      mass += p(logProb);
      if (mass >= topP * total) break;
    }
  }
  const peak = descending[0]!;
  return logProbs.map((logProb) => (logProb >= lowest && p(logProb - peak) >= minP ? p(logProb) : 0));
}

export function drawFrom(kept: Float64Array, u: number): number {
  const goal = u * kept.reduce((sum, mass) => sum + mass, 0);
  let running = 0;
  let last = 0;
  for (let v = 0; v < kept.length; v++) {
    if (kept[v]! > 0) last = v;
    running += kept[v]!;
    if (running > goal) return v;
  }
  return last;
}

export const reference: KernelReference = (params, buffers) => {
  const { rows, vocabSize, temperature, hasForced, seedLow, seedHigh, step, firstRow, position } = params as Record<
    string,
    number
  >;
  const logits = buffers['logits'] as Float64Array;
  for (let r = 0; r < rows!; r++) {
    const { logProbs, entropy, peakIndex } = rowDistribution(
      logits.subarray(r * vocabSize!, (r + 1) * vocabSize!),
      temperature!,
    );
    let token = peakIndex;
    if (temperature! > 0) {
      const [word] = philox4x32([step!, firstRow! + r, position!, STREAMS.sampler], [seedLow!, seedHigh!]);
      token = drawFrom(keptProbabilities(logProbs, params as unknown as Filters), toUniform(word));
    }
    const forced = hasForced === 1 ? buffers['forced']![r]! : -1;
    if (forced >= 0) token = Math.min(forced, vocabSize! - 1);
    buffers['sampled']!.set(peakIndex < 0 ? [-1, 0, 0] : [token, logProbs[token]!, entropy], 3 * r);
  }
};
