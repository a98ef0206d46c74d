// What: every reward as an objective of its own, against ReFine-RFT's golden cases and MRN's property.
import { expect, it } from 'vitest';
import type { Own, Surroundings } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { weightedSum } from '../../src/5-advantages/computeAdvantages.ts';
import type { Objective } from '../../src/5-advantages/types.ts';
import { advantagesOf, expectRows, goldenCases, gridOf } from '../5-advantages/goldenGrid.ts';

const block = blocksIn('composition').get('perReward')!;
const own = { as: 'perReward' } as Own;

it('gives the advantages of MRN, from the weighted sum on', async () => {
  const cases = goldenCases('refine-rft-mrn').filter(({ output }) => output.advantage);
  expect(cases.length).toBeGreaterThan(3);
  for (const { input, output } of cases) {
    const rewards = input.rewards as number[][];
    const weights = input.weights as number[];
    const grid = gridOf(
      rewards.map((_, i) => Math.floor(i / input.group_size)),
      rewards.map(() => [1]),
    );
    const columns = weights.map((_, k) => ({ name: `r${k}`, values: grid.perRollout(rewards.map((row) => row[k]!)) }));
    const reward = grid.perRollout(rewards.map((row) => row.reduce((sum, value, k) => sum + weights[k]! * value, 0)));
    const sum = weightedSum(reward, columns, weights, grid.promptCount);
    const composed = block.compose({ columns, weights } as unknown as Scored, [sum], own);
    expect(composed.map(({ name }) => name)).toEqual(columns.map(({ name }) => `reward/${name}`));
    const made = await advantagesOf(grid, composed, { reward });
    expectRows(
      grid,
      made.advantages,
      (output.advantage as number[]).map((value) => [value]),
    );
  }
});

it('replaces the weighted sum alone, keeps weights per prompt, and says where it makes no sense', () => {
  const values = Float32Array.of(1, 2);
  const sum = { ...weightedSum(values, [{ values }], [0.5], 2), weight: Float32Array.of(1, 2) };
  const other: Objective = { name: 'gain', values, weight: Float32Array.of(1, 1) };
  const scored = { columns: [{ name: 'a', values }], weights: [0.5] } as unknown as Scored;
  const composed = block.compose(scored, [other, sum], own);
  expect(composed.map(({ name }) => name)).toEqual(['gain', 'reward/a']);
  expect([...composed[1]!.weight]).toEqual([0.5, 1]);
  expect(composed[1]!.columns).toBeUndefined();
  expect(block.compose(scored, [other], own)).toEqual([other]);
  const around = (aggregation: string) => ({ leaf: () => aggregation }) as unknown as Surroundings;
  expect(block.problem!(own, around('normalize_then_sum'))).toMatch(/perReward normalises every reward itself/);
  expect(block.problem!(own, around('sum_then_normalize'))).toBe(null);
});
