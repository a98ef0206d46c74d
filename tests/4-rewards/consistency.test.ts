// What: who gets the bonus, against a search of its own over sorted peers, and its properties (SYSTEMS 5.8: only right rollouts).
import { expect, it } from 'vitest';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { bareCompletions } from './bareCompletions.ts';
import { checkReward } from './rewardFixtures.ts';

/** The column by the shader; fails where the reference has another. */
async function paid(correct: readonly number[], likelihood: readonly number[], generations: number, margin = 0.01) {
  const rollouts = correct.length;
  const signal = (values: readonly number[]): Signal => ({ shape: 'rollout', values: Float32Array.from(values) });
  const columns: number[][] = [];
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    const parsed = bareCompletions(compute, { rollouts, maxTokens: 1 });
    const table = await scoreRewards(compute, {
      ...{ parsed, generations },
      truths: Array.from({ length: rollouts / generations }, () => ({})),
      signals: new Map([
        ['mine/likelihood', signal(likelihood)],
        ['mine/right', signal(correct)],
      ]),
      uses: [
        {
          name: 'consistency',
          knobs: { likelihood: 'mine/likelihood', correct: 'mine/right', consistency_margin: margin },
        },
      ],
    });
    columns.push([...table.columns[0]!.values]);
  }
  expect(columns[0]).toEqual(columns[1]);
  return columns[0]!;
}

it('pays right answers that are as likely as the right ones are on average', async () => {
  expect(await paid([1, 0, 1, 1], [0.8, 0.9, 0.5, 0.2], 4)).toEqual([1, 0, 1, 0]); // mean 0.5 of the right ones
  expect(await paid([1, 0, 1, 0], [0.4, 0.9, 0.41, 0.9], 4)).toEqual([1, 0, 1, 0]); // 0.405 − 0.01
  expect(await paid([1, 0, 1, 0], [0.3, 0.9, 0.41, 0.9], 4)).toEqual([0, 0, 1, 0]);
});

it('compares within the group only', async () => {
  expect(await paid([1, 1, 1, 1], [0.2, 0.1, 0.9, 0.8], 2)).toEqual([1, 0, 1, 0]);
});

it('pays nobody where nobody is right, and the only right one always', async () => {
  expect(await paid([0, 0, 0.1, 0], [0.9, 0.9, 0.9, 0.9], 4)).toEqual([0, 0, 0, 0]); // 0.1 is not more than 0.1
  expect(await paid([0, 0, 1, 0], [0.9, 0.9, 0.01, 0.9], 4, 0)).toEqual([0, 0, 1, 0]);
});

it('wants graded answers to be at least average, and pays by how right they are', async () => {
  const [, second, third] = await paid([0.3, 0.8, 1, 0.05], [0.56, 0.82, 0.7, 0.47], 4);
  expect([second, third]).toEqual([Math.fround(0.8), 0]);
});

it('pays equal ones alike at any size of a group, without any margin', async () => {
  for (const generations of [2, 3, 5, 7, 11, 64]) {
    for (const [right, likelihood] of [
      [1, 0.95],
      [0.3, 0.7],
    ] as const) {
      const all = (value: number) => new Array<number>(generations).fill(value);
      expect(await paid(all(right), all(likelihood), generations, 0)).toEqual(all(Math.fround(right)));
    }
  }
});

it('is what a search over sorted peers finds, and only the right get it', async () => {
  const random = randomInputs();
  for (const generations of [3, 8]) {
    const rollouts = 20 * generations;
    const correct = Array.from({ length: rollouts }, () => [0, 0, 0.25, 0.5, 1, 1][random.below(6)]!);
    const likelihood = Array.from({ length: rollouts }, () => random.below(950) / 1000);
    const found = await paid(correct, likelihood, generations, 0.0105); // no sum of thousandths lies on the edge
    const expected = new Array<number>(rollouts).fill(0);
    for (let first = 0; first < rollouts; first += generations) {
      const peers = Array.from({ length: generations }, (_, g) => first + g).sort((a, b) => correct[b]! - correct[a]!);
      let right = peers.filter((r) => correct[r]! > 0.1);
      const total = right.reduce((sum, r) => sum + correct[r]!, 0);
      right = right.filter((r) => correct[r]! * generations >= total);
      const likely = right.reduce((sum, r) => sum + likelihood[r]!, 0);
      for (const r of right) if ((likelihood[r]! + 0.0105) * right.length >= likely - 1e-7) expected[r] = correct[r]!;
    }
    expect(found).toEqual(expected);
    expect(found.some((value) => value > 0) && found.some((value, r) => value === 0 && correct[r] === 1)).toBe(true);
    found.forEach((value, r) => expect(value === 0 || value === correct[r]).toBe(true));
  }
});

it('agrees with its reference', async () => {
  await checkReward('consistency');
  await checkReward('consistency', { consistency_margin: 0 });
});
