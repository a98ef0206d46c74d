// What: what a sampler may draw: the oracle of the shader's tests and of the host's.
import { philox4x32, STREAMS, toUniform } from '../../src/3-rollouts/philox.ts';
import { keptProbabilities, rowDistribution } from '../../shaders/3-rollouts/sampleTokens.ref.ts';
import type { Filters } from '../../shaders/3-rollouts/sampleTokens.ref.ts';

export const OFF = { temperature: 1, topK: 0, topP: 1, minP: 0 };
export const KEY = { seedLow: 11, seedHigh: 0, step: 5, firstRow: 3, position: 2 };

export interface Settings extends Filters {
  readonly temperature: number;
}

/**
 * Why a token is not acceptable, or null. The kernel adds rounded masses, the reference float64 probabilities: another
 * token is right only if u lies within 1e-5 of its interval of the reference CDF, or if the nucleus itself ends within
 * 1e-5 of top_p.
 */
export function objection(logits: Float64Array, token: number, u: number, settings: Settings): string | null {
  const { logProbs } = rowDistribution(logits, settings.temperature);
  const tolerance = 1e-5;
  const variants = settings.topP < 1 ? [0, -tolerance, tolerance] : [0];
  for (const shift of variants) {
    const kept = keptProbabilities(logProbs, { ...settings, topP: settings.topP + shift });
    const total = kept.reduce((sum, p) => sum + p, 0);
    const below = kept.subarray(0, token).reduce((sum, p) => sum + p, 0) / total;
    const above = below + kept[token]! / total;
    if (kept[token]! > 0 && u >= below - tolerance && u < above + tolerance) return null;
  }
  return `token ${token} does not hold u = ${u}`;
}

export const FILTERS: readonly [string, Settings][] = [
  ['no filter', OFF],
  ['temperature 0.6', { ...OFF, temperature: 0.6 }],
  ['top-k 1', { ...OFF, topK: 1 }],
  ['top-k 7', { ...OFF, topK: 7 }],
  ['top-k over the vocabulary', { ...OFF, topK: 1_000_000 }],
  ['top-p 0.9', { ...OFF, topP: 0.9 }],
  ['top-p tiny', { ...OFF, topP: 1e-6 }],
  ['min-p 0.1', { ...OFF, minP: 0.1 }],
  ['all at once', { temperature: 1.3, topK: 40, topP: 0.8, minP: 0.02 }],
];

/** The uniform number of row r under KEY. */
export function uniformOf(r: number): number {
  const [word] = philox4x32([KEY.step, KEY.firstRow + r, KEY.position, STREAMS.sampler], [KEY.seedLow, KEY.seedHigh]);
  return toUniform(word);
}

/** Rows at the edges: [logits, number of rows, settings]. */
export function edgeRows(): [Float32Array, number, Settings][] {
  const certain = new Float32Array(300).fill(-40);
  certain[123] = 0;
  const forbidden = new Float32Array(300).fill(-Infinity);
  forbidden[17] = 1;
  forbidden[200] = 2;
  return [
    [certain, 1, OFF],
    [new Float32Array(600).fill(7), 2, { ...OFF, topP: 0.5 }],
    [forbidden, 1, OFF],
    [forbidden, 1, { ...OFF, topK: 3, topP: 0.99 }],
  ];
}
