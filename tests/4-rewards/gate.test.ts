// What: the composition "gate" on made columns: closed rollouts are 0 in every objective, and in the columns of a weighted sum.
import { expect, it } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { weightedSum } from '../../src/5-advantages/computeAdvantages.ts';

const block = blocksIn('composition').get('gate')!;
const own = { ...defaultsOf(block, 'gate'), by: 'form', least: 1 } as never;
const columns = [
  { name: 'form', values: Float32Array.of(1, 0, 0.5, 2), range: [0, 2] as const },
  { name: 'right', values: Float32Array.of(1, 1, 1, 0), range: [0, 1] as const },
];
const step = { columns, signals: new Map() } as unknown as Scored;

it('closes rollouts below the least value, unit by unit', () => {
  const sum = weightedSum(Float32Array.of(1.1, 1, 1.05, 0.2), columns, [0.1, 1], 1);
  const turns = {
    name: 'turns',
    unit: 'turn' as const,
    values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    weight: sum.weight,
  };
  const [gated, units] = block.compose(step, [sum, turns], own);
  expect([...gated!.values]).toEqual([...Float32Array.of(1.1, 0, 0, 0.2)]);
  expect(gated!.columns!.map(({ values }) => [...values])).toEqual([
    [1, 0, 0, 2],
    [1, 0, 0, 0],
  ]);
  expect([...units!.values]).toEqual([1, 2, 0, 0, 0, 0, 7, 8]);
  expect([...sum.values]).toEqual([...Float32Array.of(1.1, 1, 1.05, 0.2)]);
});

it('says that perReward would pass it by', () => {
  const around = (uses: object[]) => ({ leaf: () => uses }) as never;
  expect(block.problem!(own, around([{ block: 'gate' }]))).toBeNull();
  expect(block.problem!(own, around([{ block: 'perReward' }]))).toContain('perReward');
});
