// What: answers made of marked tokens: what the block masks and counts, and that the loss is then divided by what is left.
import { describe, expect, it } from 'vitest';
import { computeCoefficients } from '../../src/6-loss/computeCoefficients.ts';
import { block } from '../../src/6-loss/weights/onlyTokens.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { plain } from './lossOracle.ts';

const own = { ...defaultsOf(block, 'only'), signal: 'a/kept' };
const compute = new ReferenceCompute();
const mask = [
  [1, 1, 1, 1],
  [1, 1, 0, 0],
  [1, 1, 1, 0],
];
const stepOf = (marks: readonly (readonly number[])[]) => goldenStep({ compute, mask, signals: { 'a/kept': marks } });
const marks = [
  [1, 0, 0.6, 0.5],
  [0, 0, 1, 1],
  [0, 1, 0, 1],
];

describe('onlyTokens', () => {
  it('leaves what is marked, in the answer', async () => {
    const made = await block.weigh(stepOf(marks), own);
    expect([...made.mask!]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
    expect(made.weights).toBeUndefined();
    expect(made.metrics).toEqual({ 'only/kept': 3 / 9, 'only/empty': 1 / 3 });
  });

  it('changes the divisors and the KL, where a weight would not', async () => {
    const { mask: left } = await block.weigh(stepOf(marks), own);
    const size = 12;
    const logProbs = Float32Array.from({ length: size }, (_, i) => -0.5 - 0.1 * i);
    const { coef, loss } = await computeCoefficients(compute, {
      ...{
        ...plain,
        beta: 1,
        klEstimator: 'k2',
        advantages: Float32Array.of(1, 5, -2),
        entropies: new Float32Array(size),
      },
      ...{ oldLogProbs: logProbs, refLogProbs: logProbs.map((value) => value - 0.5), mask: left! },
      ...{ lengths: Int32Array.of(4, 2, 3), maxTokens: 4 },
    });
    // Three answers; two, no and one token of them are left: loss −A + ½·0.5², slope −A + 0.5.
    const [first, last] = [(-1 + 0.5) / (3 * 2), (2 + 0.5) / 3];
    const expected = [first, 0, first, 0, 0, 0, 0, 0, 0, last, 0, 0].map((value) => expect.closeTo(value, 6) as number);
    expect([...coef]).toEqual(expected);
    expect(loss).toBeCloseTo((-1 + 0.125 + 2 + 0.125) / 3, 6);
  });

  it('needs numbers per token', () => {
    const step = goldenStep({ compute, mask, signals: { 'a/kept': [1, 1, 1] } });
    expect(() => block.weigh(step, own)).toThrow(/one value per rollout; it needs one per token/);
    expect(block.needs!(own)).toEqual(['a/kept']);
  });
});
