// What: sampling/sampling_logp_difference: the gap between the sampler's log-probs and those of the backward pass, over the
// tokens (not the rollouts, not the padding). A hand-made policy says what the backward pass has seen.
import { expect, test } from 'vitest';
import type { Policy, Prefix, RowBatch } from '../../src/2-policy/types.ts';
import { computeGradient } from '../../src/7-gradient/gradient.ts';

type Given = Parameters<typeof computeGradient>;
const T = 4;
const LENGTHS = [4, 1, 2];

/** Old log-probs −1 everywhere; those of the backward pass differ by `gapAt(r, t)`. Padding is far off. */
async function gapMetrics(gapAt: (r: number, t: number) => number, lengths = LENGTHS, temperature = 0.5) {
  const size = lengths.length * T;
  const inside = (i: number) => i % T < lengths[Math.floor(i / T)]!;
  const logProbs = Float32Array.from({ length: size }, (_, i) =>
    inside(i) ? -1 + gapAt(Math.floor(i / T), i % T) : 1000,
  );
  const rows = { lengths: Int32Array.from(lengths), maxTokens: T, idsPerToken: 1 } as unknown as RowBatch;
  const rollouts = { rows, oldLogProbs: new Float32Array(size).fill(-1) } as unknown as Given[3];
  const coefficients = { coef: new Float32Array(size), coefEntropy: new Float32Array(size) };
  const asked: unknown[] = [];
  const policy = {
    gradient: (...all: unknown[]) => {
      asked.push(...all);
      return Promise.resolve({ gradient: Float32Array.of(1, 2), logProbs, entropies: logProbs });
    },
  } as unknown as Policy;
  const [theta, prefix] = [Float32Array.of(5), {} as Prefix];
  const { values, metrics } = await computeGradient(policy, theta, prefix, rollouts, coefficients, temperature);
  expect([...values]).toEqual([1, 2]);
  expect(asked.slice(0, 5)).toEqual([theta, prefix, rows, coefficients, temperature > 0 ? temperature : 1]);
  return [metrics['sampling/sampling_logp_difference/mean'], metrics['sampling/sampling_logp_difference/max']];
}

test('a gap of 0.1 at every token is 0.1 in the mean and at most', async () => {
  const [mean, max] = await gapMetrics(() => 0.1);
  expect(mean).toBeCloseTo(0.1, 6);
  expect(max).toBeCloseTo(0.1, 6);
});

test('every token counts the same, in either direction', async () => {
  const [mean, max] = await gapMetrics((r, t) => (r === 0 && t === 3 ? -0.7 : 0));
  expect(mean).toBeCloseTo(0.7 / 7, 6);
  expect(max).toBeCloseTo(0.7, 6);
});

test('no tokens, no gap; a greedy rollout is scored at temperature 1', async () => {
  expect(await gapMetrics(() => 0.1, [0, 0])).toEqual([0, 0]);
  expect((await gapMetrics(() => 0.25, LENGTHS, 0))[1]).toBe(0.25);
});
