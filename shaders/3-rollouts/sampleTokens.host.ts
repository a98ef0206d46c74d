// What: sampleTokens where the logits are on the host already (the WASM provider): no upload, no dispatch, no read-back per token.
// Formula: that of sampleTokens.wgsl, with sums in float64 and masses q = round(p·2³¹) as there: the token drawn is the first kept v in
//   token order with Σ_{≤v} q > u·Q. Kept: top-k, then top-p of what is left, then p ≥ minP·max p.
// Shapes: logits [rows × vocabSize]; sampled [rows × 3] = token, log-prob, entropy. Units: nats. Token −1: the row has a NaN or +∞.
// Measured: BENCHMARKS.md, "What was tried".
import type { HostKernel } from '../../src/gpu/hostKernels.ts';
import { philox4x32, STREAMS } from '../../src/3-rollouts/philox.ts';

const MASS = 2 ** 31;
/** A forbidden token has the logit −∞; a finite floor keeps sums free of ∞ − ∞. */
const FLOOR = -1e30;

export const host: HostKernel = (params, { logits, forced }) => {
  const { rows, vocabSize, temperature, topK, topP, minP } = params as Record<string, number> & Filters & Sizes;
  const { hasForced, seedLow, seedHigh, step, firstRow, position } = params as Record<string, number> & Counter;
  const sampled = new Float32Array(3 * rows);
  const tau = temperature === 0 ? 1 : temperature;
  const weights = new Float64Array(vocabSize);
  for (let r = 0; r < rows; r++) {
    const row = (logits as Float32Array).subarray(r * vocabSize, (r + 1) * vocabSize);
    const peak = peakOf(row);
    if (peak < 0) {
      sampled[3 * r] = -1;
      continue;
    }
    const { logSum, entropy } = weigh(row, peak, tau, weights);
    let token = peak;
    if (temperature > 0) {
      const [word] = philox4x32([step, firstRow + r, position, STREAMS.sampler], [seedLow, seedHigh]);
      token = draw(row, weights, { topK, topP, minP, peak, logSum, share: (word >>> 8) / 2 ** 24 });
    }
    const asked = hasForced === 1 ? forced![r]! : -1;
    if (asked >= 0) token = Math.min(asked, vocabSize - 1);
    sampled[3 * r] = token;
    sampled[3 * r + 1] = (at(row, token) - at(row, peak)) / tau - logSum;
    sampled[3 * r + 2] = entropy;
  }
  return { sampled };
};

interface Sizes {
  readonly rows: number;
  readonly vocabSize: number;
  /** 0 = greedy. */
  readonly temperature: number;
}

interface Filters {
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
}

interface Counter {
  readonly hasForced: number;
  readonly seedLow: number;
  readonly seedHigh: number;
  readonly step: number;
  readonly firstRow: number;
  readonly position: number;
}

const at = (row: Float32Array, v: number): number => (row[v]! > FLOOR ? row[v]! : FLOOR);

/** First index of the largest logit; −1 where a logit is NaN or +∞. */
function peakOf(row: Float32Array): number {
  let peak = 0;
  for (let v = 0; v < row.length; v++) {
    const x = row[v]!;
    if (!(x < Infinity)) return -1;
    if (x > row[peak]!) peak = v;
  }
  return peak;
}

/** weights[v] = exp((x_v − peak)/τ). The peak stays out of the sum: a row that is nearly certain keeps its relative accuracy. */
function weigh(
  row: Float32Array,
  peak: number,
  tau: number,
  weights: Float64Array,
): { logSum: number; entropy: number } {
  const largest = at(row, peak);
  let [others, weighted] = [0, 0];
  for (let v = 0; v < row.length; v++) {
    const z = (at(row, v) - largest) / tau;
    const e = Math.exp(z);
    weights[v] = e;
    if (v === peak || e === 0) continue;
    others += e;
    weighted += e * z;
  }
  const logSum = Math.log1p(others);
  return { logSum, entropy: logSum - weighted / (1 + others) };
}

interface Drawing extends Filters {
  readonly peak: number;
  readonly logSum: number;
  /** u in [0, 1). */
  readonly share: number;
}

/** `weights` become the masses of the kept tokens, and 0. Sums of masses are exact: whole numbers below 2⁵³. */
function draw(row: Float32Array, weights: Float64Array, drawing: Drawing): number {
  const { topK, topP, minP, peak, logSum, share } = drawing;
  const lowest = topK > 0 || topP < 1 ? lowestKept(row, weights, drawing) : -Infinity;
  const scale = Math.exp(-logSum) * MASS;
  let total = 0;
  for (let v = 0; v < row.length; v++) {
    const own = weights[v]! < minP || at(row, v) < lowest ? 0 : Math.floor(weights[v]! * scale + 0.5);
    weights[v] = own;
    total += own;
  }
  let goal = Math.floor(share * total);
  for (let v = 0; v < row.length; v++) {
    if (goal < weights[v]!) return v;
    goal -= weights[v]!;
  }
  return peak;
}

/** The smallest logit that top-k and then top-p keep; tokens equal to it are kept as well. */
function lowestKept(row: Float32Array, weights: Float64Array, { topK, topP, logSum }: Drawing): number {
  const ascending = Float32Array.from(row, (x) => (x > FLOOR ? x : FLOOR)).sort();
  const size = ascending.length;
  const atK = topK > 0 && topK < size ? ascending[size - topK]! : ascending[0]!;
  if (topP >= 1) return atK;
  const scale = Math.exp(-logSum) * MASS;
  const mass = new Map<number, number>();
  let total = 0;
  for (let v = 0; v < size; v++) {
    const x = at(row, v);
    if (x < atK) continue;
    const own = Math.floor(weights[v]! * scale + 0.5);
    mass.set(x, (mass.get(x) ?? 0) + own);
    total += own;
  }
  const needed = Math.max(1, Math.ceil(topP * total));
  let running = 0;
  for (let i = size - 1; i >= 0; i--) {
    if (i < size - 1 && ascending[i] === ascending[i + 1]) continue;
    running += mass.get(ascending[i]!) ?? 0;
    if (running >= needed) return Math.max(ascending[i]!, atK);
  }
  return atK;
}
