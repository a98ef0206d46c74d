import { describe, expect, it } from 'vitest';
import { sampleTokens } from '../../src/3-rollouts/sampleTokens.ts';
import type { SampledTokens, SampleSettings } from '../../src/3-rollouts/sampleTokens.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { topTokens } from '../../src/3-rollouts/topTokens.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { keptProbabilities, rowDistribution } from '../../shaders/3-rollouts/sampleTokens.ref.ts';
import { checkKernel, runBoth } from '../gpu/checkKernel.ts';
import { newCompute, testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { edgeRows, FILTERS, KEY, objection, OFF, uniformOf } from './samplerOracle.ts';
import type { Settings } from './samplerOracle.ts';

const caseOf = (logits: Float32Array, rows: number, settings: Settings, forced = new Int32Array(0)) => ({
  kernel: '3-rollouts/sampleTokens',
  params: { rows, vocabSize: logits.length / rows, hasForced: forced.length ? 1 : 0, ...settings, ...KEY },
  inputs: { logits, forced },
  outputs: { sampled: rows * 3 },
  dispatch: { workgroups: rows },
});

async function checkDraws(logits: Float32Array, rows: number, settings: Settings): Promise<number> {
  const { outputs, expected } = await runBoth(caseOf(logits, rows, settings));
  const vocabSize = logits.length / rows;
  let moved = 0;
  for (let r = 0; r < rows; r++) {
    const row = Float64Array.from(logits.subarray(r * vocabSize, (r + 1) * vocabSize));
    const token = outputs['sampled']![3 * r]!;
    expect(objection(row, token, uniformOf(r), settings)).toBeNull();
    if (token !== expected['sampled']![3 * r]) moved += 1;
    const { logProbs, entropy } = rowDistribution(row, settings.temperature);
    const close = (got: number, want: number) =>
      expect(Math.abs(got - want)).toBeLessThan(2e-6 + 1e-5 * Math.abs(want));
    close(outputs['sampled']![3 * r + 1]!, logProbs[token]!);
    close(outputs['sampled']![3 * r + 2]!, entropy);
  }
  return moved;
}

/** Logits on the device are the shader's; those on the host would stay there. */
async function onDevice(compute: Compute, logits: Float32Array, settings: SampleSettings): Promise<SampledTokens> {
  const array = compute.upload(logits);
  try {
    return await sampleTokens(compute, array, settings);
  } finally {
    array.destroy();
  }
}

describe('sampleTokens', () => {
  describe.each([64, 255, 256, 257, 1000, 50_000])('vocabulary of %i', (vocabSize) => {
    it.each(FILTERS)('%s', async (_name, settings) => {
      const random = randomInputs();
      const rows = vocabSize > 1000 ? 2 : 5;
      const logits = random.floats(rows * vocabSize, () => 3 * random.normal());
      expect(await checkDraws(logits, rows, settings)).toBeLessThanOrEqual(1);
    });
  });

  it('works on one row of one token, and on certain, flat and forbidden rows', async () => {
    expect(await checkDraws(Float32Array.of(2.5), 1, OFF)).toBe(0);
    for (const row of edgeRows()) await checkDraws(...row);
  });

  it('keeps the relative accuracy of rows that are nearly certain', async () => {
    const logits = new Float32Array(100).fill(-14);
    logits[5] = 0;
    const { outputs, expected } = await runBoth(caseOf(logits, 1, { ...OFF, temperature: 0 }));
    for (const k of [1, 2]) expect(outputs['sampled']![k]! / expected['sampled']![k]!).toBeCloseTo(1, 4);
  });

  it('gives the same with the workgroup size for software adapters', async () => {
    const random = randomInputs();
    const compute = await newCompute(true);
    for (const [rows, vocabSize] of [
      [3, 17],
      [2, 5000],
    ] as const) {
      const logits = random.floats(rows * vocabSize, () => 3 * random.normal());
      for (const [, settings] of FILTERS) {
        const small = await runBoth({ ...caseOf(logits, rows, settings), compute });
        const declared = await runBoth(caseOf(logits, rows, settings));
        for (let r = 0; r < rows; r++) {
          expect(small.outputs['sampled']![3 * r]).toBe(declared.outputs['sampled']![3 * r]);
          expect(small.outputs['sampled']![3 * r + 2]).toBeCloseTo(declared.outputs['sampled']![3 * r + 2]!, 4);
        }
      }
    }
    compute.destroy();
  });

  it('is greedy at temperature 0: lowest id of equal logits, log-probs at temperature 1', async () => {
    const random = randomInputs();
    const logits = random.floats(5 * 777, () => random.below(9));
    await checkKernel(caseOf(logits, 5, { ...OFF, temperature: 0, topK: 4 }));
  });

  it('scores forced tokens', async () => {
    const random = randomInputs();
    const forced = Int32Array.of(0, 99, 41, 500);
    const { outputs } = await checkKernel(caseOf(random.floats(400), 4, OFF, forced));
    expect([0, 3, 6, 9].map((k) => outputs['sampled']![k])).toEqual([0, 99, 41, 99]);
  });

  it('keeps all tokens that equal the k-th', async () => {
    const logits = Float32Array.from({ length: 90 }, (_, v) => (v % 3 === 0 ? 1 : 0));
    const compute = await testCompute();
    const seen = new Set<number>();
    for (let position = 0; position < 300; position++) {
      const settings = { rows: 1, vocabSize: 90, ...OFF, topK: 2, seed: 1, step: 0, position };
      seen.add((await onDevice(compute, logits, settings)).tokens[0]!);
    }
    expect([...seen].every((v) => v % 3 === 0)).toBe(true);
    expect(seen.size).toBe(30);
  });

  it('draws with the right frequencies (chi-square)', async () => {
    const vocabSize = 20;
    const rows = 6000;
    const random = randomInputs();
    const one = random.floats(vocabSize);
    const logits = new Float32Array(rows * vocabSize);
    for (let r = 0; r < rows; r++) logits.set(one, r * vocabSize);
    const compute = await testCompute();
    const settings = { rows, vocabSize, ...OFF, temperature: 0.8, topK: 12, seed: random.seed, step: 1, position: 0 };
    const { tokens } = await onDevice(compute, logits, settings);
    const { logProbs } = rowDistribution(Float64Array.from(one), 0.8);
    const kept = keptProbabilities(logProbs, { topK: 12, topP: 1, minP: 0 });
    const total = kept.reduce((sum, p) => sum + p, 0);
    let chiSquare = 0;
    kept.forEach((p, v) => {
      const count = tokens.reduce((sum, token) => sum + (token === v ? 1 : 0), 0);
      if (p === 0) expect(count).toBe(0);
      else chiSquare += (count - (rows * p) / total) ** 2 / ((rows * p) / total);
    });
    expect(chiSquare).toBeLessThan(50); // 11 degrees of freedom: exceeded once in a million
  });
});

describe('the host wrapper', () => {
  const settings = { rows: 3, vocabSize: 40, ...OFF, seed: 2 ** 33 + 1, step: 4, position: 9 };

  it('gives the same on WebGPU and on the references, and the same twice', async () => {
    const random = randomInputs();
    const logits = random.floats(120);
    const [gpu, again] = [await testCompute(), await testCompute()];
    const a = await onDevice(gpu, logits, settings);
    const b = await onDevice(new ReferenceCompute(), logits, settings);
    expect(await onDevice(again, logits, settings)).toEqual(a);
    expect(a.tokens).toEqual(b.tokens);
    a.logProbs.forEach((value, r) => expect(value).toBeCloseTo(b.logProbs[r]!, 4));
    const part = await onDevice(gpu, logits.subarray(40), { ...settings, rows: 2, firstRow: 1 });
    expect([...part.tokens]).toEqual([...a.tokens.subarray(1)]);
  });

  it.each([NaN, Infinity])('says so when a logit is %s', async (bad) => {
    const logits = new Float32Array(120);
    logits[50] = bad;
    const sentence = /not finite \(row 1\)/;
    await expect(onDevice(await testCompute(), logits, settings)).rejects.toThrow(sentence);
    await expect(onDevice(new ReferenceCompute(), logits, settings)).rejects.toThrow(sentence);
  });

  it('refuses too few logits', async () => {
    await expect(onDevice(await testCompute(), new Float32Array(119), settings)).rejects.toThrow(/119 logits/);
  });
});

describe('topTokens', () => {
  it.each([
    [1, 16, 16],
    [5, 257, 5],
    [2, 50_000, 16],
  ])('%i rows of %i tokens, the %i most likely', async (rows, vocabSize, count) => {
    const random = randomInputs();
    const logits = random.floats(rows * vocabSize, () => Math.round(20 * random.normal()) / 4);
    await checkKernel({
      kernel: '3-rollouts/topTokens',
      params: { rows, vocabSize, count, temperature: 0.9 },
      inputs: { logits },
      outputs: { topIds: rows * count, topLogProbs: rows * count },
      dispatch: { workgroups: rows },
    });
  });

  it('comes in one call, bounded by the vocabulary', async () => {
    const logits = Float32Array.of(0, 3, 1, 2, 5, 4);
    const compute = await testCompute();
    const { ids, logProbs } = await topTokens(compute, logits, { rows: 2, vocabSize: 3, count: 5, temperature: 0 });
    expect([...ids]).toEqual([1, 2, 0, 1, 2, 0]);
    const sum = logProbs.subarray(0, 3).reduce((total, logProb) => total + Math.exp(logProb), 0);
    expect(sum).toBeCloseTo(1, 5);
  });
});
