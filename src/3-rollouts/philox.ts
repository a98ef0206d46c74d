// What: counter-based random numbers, the twin of shaders/common/philox.wgsl, equal bit for bit.
// Formula: Philox4x32-10(key, counter) → 4 words; uniform = (word 0 >> 8) · 2⁻²⁴ in [0, 1).
// Key = seed (low word, high word); counter = (step, row = prompt·G + rollout, position, stream).
// Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; constants and test vectors of Random123.
import { seedWords } from '../gpu/seedWords.ts';

export { seedWords };

/** What a draw is for. The numbers are those of common/philox.wgsl; never renumber: recorded runs depend on them. */
export const STREAMS = {
  sampler: 0,
  patchDrop: 1,
  noise: 2,
  data: 3,
  branch: 4,
  init: 5,
  dropout: 6,
  shuffle: 7,
  controller: 8,
  evaluation: 9,
  reward: 10,
} as const;
export type Stream = keyof typeof STREAMS;

export interface Draw {
  readonly step: number;
  readonly row: number;
  readonly position: number;
  readonly stream: Stream;
}

export type Words4 = readonly [number, number, number, number];

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** High 32 bits of the 64-bit product of two words. */
function mulHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle % 0x10000);
  return aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(cross / 0x10000);
}

export function philox4x32(counter: Words4, key: readonly [number, number]): Words4 {
  let [c0, c1, c2, c3] = counter.map((word) => word >>> 0) as [number, number, number, number];
  let k0 = key[0] >>> 0;
  let k1 = key[1] >>> 0;
  for (let round = 0; round < 10; round++) {
    const high0 = mulHigh(M0, c0);
    const low0 = Math.imul(M0, c0) >>> 0;
    const high1 = mulHigh(M1, c2);
    const low1 = Math.imul(M1, c2) >>> 0;
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** Four random words of one draw. */
export function randomWords(seed: number, { step, row, position, stream }: Draw): Words4 {
  return philox4x32([step, row, position, STREAMS[stream]], seedWords(seed));
}

/** Top 24 bits of a word as a number in [0, 1), exact in float32. */
export const toUniform = (word: number): number => (word >>> 8) / 2 ** 24;

/** A uniform number in [0, 1) from word 0 of a draw. */
export const uniform = (seed: number, draw: Draw): number => toUniform(randomWords(seed, draw)[0]);

/** Two independent standard normal numbers (Box–Muller on words 0 and 1); twin of normalPair, equal within rounding. */
export function normalPair(words: Words4): readonly [number, number] {
  const radius = Math.sqrt(-2 * Math.log(((words[0] >>> 8) + 0.5) / 2 ** 24));
  const angle = 2 * Math.PI * toUniform(words[1]);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
