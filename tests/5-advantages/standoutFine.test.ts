// What: fines for tokens that stand out: the kernel against its twin, selections by hand, the advantages as sums, the block's counts.
import { describe, expect, it } from 'vitest';
import { block } from '../../src/5-advantages/shapers/standoutFine.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

it.each([
  [1, 1],
  [64, 2],
  [65, 13],
  [7, 40],
])('the kernel equals its twin: %i rollouts of %i tokens', async (rollouts, maxTokens) => {
  const random = randomInputs();
  const size = rollouts * maxTokens;
  const lengths = Array.from({ length: rollouts }, () => random.below(maxTokens + 1));
  for (const [threshold, most, power] of [
    [0.5, 3, 1], // scores lie on the threshold, too
    [-1, 0, 2],
    [0, 4, 3],
    [0.2, 2, 0.5],
  ] as const) {
    await checkKernel({
      kernel: '5-advantages/standoutFine',
      params: { rollouts, maxTokens, coef: 0.3, threshold, most, power },
      inputs: {
        // Quarters, so that there are ties; negative ones, too.
        signal: random.floats(size, () => (random.below(24) - 4) / 4),
        mask: Float32Array.from({ length: size }, (_, i) =>
          Number(i % maxTokens < lengths[Math.floor(i / maxTokens)]!),
        ),
        advantages: random.floats(size),
      },
      outputs: { normalised: size, kept: size, fines: size, shaped: size },
      dispatch: { invocations: rollouts },
      tolerance: { abs: 1e-5, rel: 1e-5 },
    });
  }
});

const defaults = { ...defaultsOf(block, 'stand'), signal: 'a/score', coef: 0.5 };

async function shapedOf(scores: readonly number[], length: number, own: Partial<typeof defaults> = {}, advantage = 1) {
  const mask = [scores.map((_, t) => (t < length ? 1 : 0))];
  const step = goldenStep({ compute: new ReferenceCompute(), mask, signals: { 'a/score': [scores] } });
  const advantages = Float32Array.from(mask[0]!, (is) => advantage * is);
  const made = await block.shape(step, advantages, { ...defaults, ...own }, advantages);
  if (!('advantages' in made)) throw new Error('The shaper gives no metrics.');
  // What each token pays itself: its advantage less that of the next one.
  const shaped = [...made.advantages];
  const fines = shaped
    .slice(0, length)
    .map((value, t) => (t + 1 < length ? value - shaped[t + 1]! : value - advantage));
  return { shaped, fines, metrics: made.metrics };
}
const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6) as number);

describe('the shaper', () => {
  it('fines what is above the threshold of its own answer, and what leads there', async () => {
    // Padding is the smallest value, so the scale runs from 1 to 5: 0, ¾, 1, ½.
    const { shaped, fines, metrics } = await shapedOf([1, 4, 5, 3, 9, 9], 4);
    expect(fines).toEqual(near([0, -0.375, -0.5, 0]));
    expect(shaped).toEqual(near([0.125, 0.125, 0.5, 1, 0, 0]));
    expect(metrics).toEqual({ 'stand/kept': 0.5, 'stand/fine': expect.closeTo(0.875, 6) as number });
  });

  it('has a scale from the second smallest score on where there is no padding', async () => {
    const { fines } = await shapedOf([1, 2, 4, 3], 4, { threshold: -1 });
    expect(fines).toEqual(near([0.25, 0, -0.5, -0.25]));
    // A score that is exactly on the threshold costs nothing.
    expect((await shapedOf([1, 2, 4, 3], 4, { threshold: 0.5 })).fines).toEqual(near([0, 0, -0.5, 0]));
  });

  it('fines the largest alone, the earlier of equals, where there are as many', async () => {
    const scores = [1, 3, 5, 3, 5, 0];
    const free = { threshold: -1 };
    expect((await shapedOf(scores, 5, { ...free, most: 2 })).fines).toEqual(near([0, 0, -0.5, 0, -0.5]));
    expect((await shapedOf(scores, 5, { ...free, most: 3 })).fines).toEqual(near([0, -0.25, -0.5, 0, -0.5]));
    // Four are not 0; five, and more than the row has, are not reached.
    expect((await shapedOf(scores, 5, { ...free, most: 5 })).fines).toEqual(near([0, -0.25, -0.5, -0.25, -0.5]));
    expect((await shapedOf(scores, 5, { ...free, most: -1 })).fines).toEqual(near([0, -0.25, -0.5, -0.25, -0.5]));
  });

  it('raises the scores to a power before the threshold; an even one turns negative ones round', async () => {
    expect((await shapedOf([1, 3, 5, 4, 0], 4, { power: 2, threshold: 0.3 })).fines).toEqual(
      near([0, 0, -0.5, -0.28125]),
    );
    expect((await shapedOf([0, 2, 4, 3], 4, { power: 2, threshold: -1 })).fines).toEqual(near([-0.5, 0, -0.5, -0.125]));
    expect((await shapedOf([0, 2, 4, 3], 4, { power: 3, threshold: -1 })).fines).toEqual(near([0.5, 0, -0.5, -0.0625]));
  });

  it('fines nobody where all are alike, and without a coefficient', async () => {
    expect((await shapedOf([2, 2, 2], 3)).shaped).toEqual([1, 1, 1]);
    expect((await shapedOf([2, 2, 0], 2)).shaped).toEqual([1, 1, 0]);
    expect((await shapedOf([1, 4, 5, 0], 3, { coef: 0 })).shaped).toEqual([1, 1, 1, 0]);
  });

  it('needs a number per token', async () => {
    const step = goldenStep({ compute: new ReferenceCompute(), mask: [[1]], signals: { 'a/score': [1] } });
    await expect(async () => block.shape(step, step.advantages, defaults, step.advantages)).rejects.toThrow(
      /one value per rollout; it needs one per token/,
    );
    expect(block.needs!(defaults)).toEqual(['a/score']);
  });
});
