// What: the sampler of the host against exact probabilities, and against the shader on the same logits.
import { describe, expect, it } from 'vitest';
import { sampleTokens } from '../../src/3-rollouts/sampleTokens.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { keptProbabilities, rowDistribution } from '../../shaders/3-rollouts/sampleTokens.ref.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { edgeRows, FILTERS, KEY, objection, OFF, uniformOf } from './samplerOracle.ts';
import type { Settings } from './samplerOracle.ts';

const compute = new ReferenceCompute();
const { step, firstRow, position, seedLow: seed } = KEY;
const of = (logits: Float32Array, rows: number, settings: Settings) => ({
  ...{ rows, vocabSize: logits.length / rows, seed, step, firstRow, position },
  ...settings,
});

async function checkDraws(logits: Float32Array, rows: number, settings: Settings): Promise<void> {
  const vocabSize = logits.length / rows;
  const { tokens, logProbs, entropies } = await sampleTokens(compute, logits, of(logits, rows, settings));
  for (let r = 0; r < rows; r++) {
    const row = Float64Array.from(logits.subarray(r * vocabSize, (r + 1) * vocabSize));
    expect(objection(row, tokens[r]!, uniformOf(r), settings)).toBeNull();
    const exact = rowDistribution(row, settings.temperature);
    const wanted = Math.fround(exact.logProbs[tokens[r]!]!);
    expect(Math.abs(logProbs[r]! - wanted)).toBeLessThanOrEqual(1e-12 + 2e-7 * Math.abs(wanted));
    expect(Math.abs(entropies[r]! - exact.entropy)).toBeLessThanOrEqual(1e-12 + 2e-7 * exact.entropy);
  }
}

describe('sampleTokens on the host', () => {
  it.each(FILTERS)('%s: exact probabilities', async (_name, settings) => {
    const random = randomInputs();
    for (const vocabSize of [1, 64, 257, 1000, 50_000]) {
      const rows = vocabSize > 1000 ? 2 : 5;
      await checkDraws(
        random.floats(rows * vocabSize, () => 3 * random.normal()),
        rows,
        settings,
      );
    }
  });

  it.each(FILTERS)('%s: the tokens of the shader', async (_name, settings) => {
    const random = randomInputs();
    const [rows, vocabSize] = [40, 333];
    // Halves: many logits are equal, so that ties at the edge of a filter occur.
    const logits = random.floats(rows * vocabSize, () => Math.round(4 * random.normal()) / 2);
    const gpu = await testCompute();
    const array = gpu.upload(logits);
    const shader = await sampleTokens(gpu, array, of(logits, rows, settings));
    array.destroy();
    const host = await sampleTokens(gpu, logits, of(logits, rows, settings));
    const others = host.tokens.filter((token, r) => token !== shader.tokens[r]).length;
    expect(others).toBeLessThanOrEqual(1);
  });

  it('works on certain, flat and forbidden rows', async () => {
    for (const row of edgeRows()) await checkDraws(...row);
  });

  it('is greedy at temperature 0: the lowest id of equal logits, log-probs at temperature 1', async () => {
    const logits = Float32Array.of(1, 3, 3, 0, 2, 2, 2, 2);
    const { tokens, logProbs } = await sampleTokens(
      compute,
      logits,
      of(logits, 2, { ...OFF, temperature: 0, topK: 1 }),
    );
    expect([...tokens]).toEqual([1, 0]);
    const sum = Math.E + 2 * Math.exp(3) + 1;
    expect(logProbs[0]).toBeCloseTo(3 - Math.log(sum), 6);
    expect(logProbs[1]).toBeCloseTo(-Math.log(4), 6);
  });

  it('scores forced tokens and draws where −1 is asked for', async () => {
    const random = randomInputs();
    const logits = random.floats(400);
    const free = await sampleTokens(compute, logits, of(logits, 4, OFF));
    const forced = Int32Array.of(0, -1, 41, 500);
    const { tokens, logProbs } = await sampleTokens(compute, logits, { ...of(logits, 4, OFF), forced });
    expect([...tokens]).toEqual([0, free.tokens[1], 41, 99]);
    const exact = rowDistribution(Float64Array.from(logits.subarray(200, 300)), 1);
    expect(logProbs[2]).toBeCloseTo(exact.logProbs[41]!, 6);
  });

  it('draws with the right frequencies (chi-square)', async () => {
    const [vocabSize, rows] = [20, 6000];
    const random = randomInputs();
    const one = random.floats(vocabSize);
    const logits = new Float32Array(rows * vocabSize);
    for (let r = 0; r < rows; r++) logits.set(one, r * vocabSize);
    const settings = { ...of(logits, rows, { ...OFF, temperature: 0.8, topK: 12 }), seed: random.seed };
    const { tokens } = await sampleTokens(compute, logits, settings);
    const { logProbs } = rowDistribution(Float64Array.from(one), 0.8);
    const kept = keptProbabilities(logProbs, { topK: 12, topP: 1, minP: 0 });
    const total = kept.reduce((sum, p) => sum + p, 0);
    const counts = kept.map((_, v) => tokens.reduce((sum, token) => sum + (token === v ? 1 : 0), 0));
    const expected = kept.map((p) => (rows * p) / total);
    expect(counts.filter((count, v) => kept[v] === 0 && count > 0)).toHaveLength(0);
    const chiSquare = expected.reduce((sum, e, v) => sum + (e > 0 ? (counts[v]! - e) ** 2 / e : 0), 0);
    expect(chiSquare).toBeLessThan(50); // 11 degrees of freedom: exceeded once in a million
  });

  it.each([NaN, Infinity])('says so when a logit is %s', async (bad) => {
    const logits = new Float32Array(120);
    logits[50] = bad;
    await expect(sampleTokens(compute, logits, of(logits, 3, OFF))).rejects.toThrow(/not finite \(row 1\)/);
  });
});
