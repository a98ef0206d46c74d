// What: StableReinforce's filter: the kernel against its reference, and the block against the released code's golden values and a
// z-score that is worked out by sorting; both centres.
import { expect, it } from 'vitest';
import { applyShapers } from '../../src/5-advantages/applyShapers.ts';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

it('the kernel agrees with its reference', async () => {
  const random = randomInputs();
  for (const [count, sigmas, most] of [
    [1, 3, 10],
    [65, 1.05, 10],
    [300, 0, 1.55],
  ] as const) {
    for (const aroundMean of [0, 1]) {
      // Steps of 0.2: no z-score lies where rounding decides.
      const counted = random.words(count, 2);
      const advantages = Float32Array.from(counted, (own) => own * (0.2 * random.below(12) - 0.7));
      await checkKernel({
        kernel: '5-advantages/filterOutliers',
        params: { count, aroundMean, sigmas, most },
        inputs: { advantages, counted },
        outputs: { shaped: count, batchMoments: 2 },
        dispatch: { workgroups: 1 },
        tolerance: { abs: 2e-5, rel: 2e-5 },
      });
    }
  }
});

async function shape(rows: readonly (readonly number[])[], knobs: Readonly<Record<string, unknown>> = {}) {
  const T = Math.max(...rows.map(({ length }) => length));
  const lengths = Int32Array.from(rows, ({ length }) => length);
  const step = { compute: await testCompute(), rollouts: { lengths, maxTokens: T } } as unknown as Scored;
  const advantages = Float32Array.from(rows.flatMap((row) => Array.from({ length: T }, (_, t) => row[t] ?? 0)));
  const own = { as: 'f', sigmas: 3, centre: 'raw_mean', most: 10, ...knobs } as Own;
  const made = await applyShapers(step, advantages, [{ block: blocksIn('advantage').get('filterOutliers')!, own }]);
  return { ...made, rows: rows.map((row, r) => [...made.advantages.slice(r * T, r * T + row.length)]) };
}
const near = (found: readonly number[], expected: readonly number[]) =>
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));

it('gives z-scores of the tokens that there are; nothing behind an answer', async () => {
  const { rows, advantages, metrics } = await shape([[1, 1], [0.2]]);
  near(rows.flat(), [Math.SQRT1_2, Math.SQRT1_2, -Math.SQRT2]);
  expect(advantages[3]).toBe(0);
  expect(metrics['f/mean']).toBeCloseTo(2.2 / 3, 6);
  expect(metrics['f/cut']).toBe(0);
});

it('cuts around the mean of the raw advantages (code) or around 0 (paper)', async () => {
  const far = [10, 11, 9, 10.5, 10, 9.5, 10.2, 9.8];
  expect((await shape([far])).rows[0]).toEqual(far.map(() => 0)); // ordinary z-scores are more than 3 away from 10
  const paper = await shape([far], { centre: 'zero' });
  expect(paper.metrics['f/cut']).toBeCloseTo(0, 6);
  expect(paper.rows[0]![1]).toBeGreaterThan(1.5);
  // One of 20 stands out by √19 standard deviations.
  const lone = await shape([[...new Array<number>(19).fill(0), 1]], { centre: 'zero' });
  expect(lone.rows[0]![19]).toBe(0);
  expect(lone.metrics['f/cut']).toBeCloseTo(0.05, 6);
  expect((await shape([[...new Array<number>(19).fill(0), 1]], { sigmas: 0 })).rows[0]![19]).toBeCloseTo(
    Math.sqrt(19),
    4,
  );
});

it('has nothing to divide by where all are equal', async () => {
  near((await shape([[2, 2, 2]], { centre: 'zero' })).rows[0]!, [1e-8, 1e-8, 1e-8]);
});
