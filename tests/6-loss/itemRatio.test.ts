// What: ratios of items: the kernel against its twin, the coefficients against central differences, and what one item and one token to an item
// come down to.
import { describe, expect, it } from 'vitest';
import { computeCoefficients } from '../../src/6-loss/computeCoefficients.ts';
import type { CoefficientsToCompute } from '../../src/6-loss/computeCoefficients.ts';
import type { LossSettings } from '../../src/6-loss/lossFile.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { compareWithOracle, plain, randomBatch } from './lossOracle.ts';
import { trlLoss } from './trlLoss.ts';

const item: LossSettings = { ...plain, importanceSamplingLevel: 'item' };

/** Items in any order, some tokens of none; advantages per token. */
function batch(settings: LossSettings, hasNew = true): CoefficientsToCompute {
  const given = randomBatch(settings, hasNew);
  const { below, floats } = randomInputs();
  const size = given.oldLogProbs.length;
  return { ...given, items: Int32Array.from({ length: size }, () => below(5) - 1), advantages: floats(size) };
}

it.each([
  [1, 1],
  [1, 64],
  [65, 9],
  [3, 40],
])('the kernel equals its twin: %i rollouts of %i tokens', async (rollouts, maxTokens) => {
  const random = randomInputs();
  const size = rollouts * maxTokens;
  for (const [stride, column, limit] of [
    [1, 0, 0],
    [6, 1, 2],
  ] as const) {
    const values = random.floats(stride * size);
    const { outputs } = await checkKernel({
      kernel: '6-loss/itemMeans',
      params: { rollouts, maxTokens, stride, column, limit },
      inputs: {
        items: Int32Array.from({ length: size }, () => random.below(6) - 1),
        mask: random.floats(size, () => Number(random.next() < 0.8)),
      },
      outputs: { values },
      dispatch: { invocations: rollouts },
      tolerance: { abs: 1e-6, rel: 1e-5 },
    });
    const others = [...outputs['values']!].filter((_, i) => i % stride !== column);
    expect(others).toEqual([...values].filter((_, i) => i % stride !== column));
  }
});

it('takes means by hand, and one of all items behind the limit', async () => {
  const values = Float32Array.of(1, 3, 10, 5, 7, 9);
  const run = async (limit: number) => {
    const made = new ReferenceCompute();
    const array = made.upload(values);
    await made.run('6-loss/itemMeans', {
      params: { rollouts: 1, maxTokens: 6, stride: 1, column: 0, limit },
      inputs: { items: Int32Array.of(0, 0, -1, 1, 2, 2), mask: Float32Array.of(1, 1, 1, 1, 1, 0) },
      outputs: { values: array },
      dispatch: { invocations: 1 },
    });
    return [...(await array.read())];
  };
  expect(await run(0)).toEqual([2, 2, 10, 5, 7, 9]);
  expect(await run(2)).toEqual([2, 2, 10, 5, 7, 9]);
  expect(await run(1)).toEqual([2, 2, 10, 6, 6, 9]);
});

describe('coefficients', () => {
  const VARIANTS: readonly Partial<LossSettings>[] = [
    {},
    { ratioItems: 1 },
    { delta: 1.3, dualClip: 1.4 },
    { beta: 0.3, klEstimator: 'k2', useBiasCorrectionKl: true },
    { beta: 0.1, topEntropyQuantile: 0.6, maskTruncatedCompletions: true, ratioItems: 2, entropyCoef: 0.1 },
  ];
  it.each(['grpo', 'bnpo', 'dr_grpo', 'cispo', 'sapo'])(
    'are the central differences of the loss: %s',
    async (lossType) => {
      const computes = [await testCompute(), new ReferenceCompute()];
      for (const variant of VARIANTS) {
        const settings = { ...item, lossType, ...(lossType === 'cispo' && { epsilonHigh: 1.1 }), ...variant };
        for (const hasNew of [true, false]) await compareWithOracle(computes, batch(settings, hasNew), trlLoss);
      }
    },
  );

  it('are those of the sequence where it is one item, and those of tokens where each is an item', async () => {
    const compute = new ReferenceCompute();
    const given = batch(item);
    const size = given.oldLogProbs.length;
    const at = (importanceSamplingLevel: LossSettings['importanceSamplingLevel'], items: Int32Array) =>
      computeCoefficients(compute, { ...given, importanceSamplingLevel, items });
    const whole = await at('item', new Int32Array(size));
    const sequence = await at('sequence', new Int32Array(size));
    whole.coef.forEach((value, i) => expect(value).toBeCloseTo(sequence.coef[i]!, 6));
    const single = await at(
      'item',
      Int32Array.from({ length: size }, (_, i) => i % given.maxTokens),
    );
    expect([...single.coef]).toEqual([...(await at('token', new Int32Array(size))).coef]);
    const none = await at('item', new Int32Array(size).fill(-1));
    expect([...none.coef]).toEqual([...single.coef]);
  });

  it('need the items', async () => {
    const { items, ...rest } = batch(item);
    expect(items).toHaveLength(42);
    await expect(computeCoefficients(new ReferenceCompute(), rest)).rejects.toThrow(/choose a grammar with items/);
  });
});
