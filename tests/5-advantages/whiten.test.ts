// What: whitening of all advantages against PRIME's golden cases (the padding is left alone here).
import { expect, it } from 'vitest';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { applyShapers } from '../../src/5-advantages/applyShapers.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { goldenCases } from './goldenGrid.ts';

it('gives the whitened returns of PRIME', async () => {
  const cases = goldenCases('prime').filter(({ output }) => output.advantage_whitened);
  expect(cases.length).toBeGreaterThan(3);
  const use = { block: blocksIn('advantage').get('whiten')!, own: { as: 'whiten' } as Own };
  for (const { input, output } of cases) {
    const lengths = Int32Array.from(input.lengths as number[]);
    const returns = output.return_total as number[][];
    const maxTokens = returns[0]!.length;
    const step = { compute: await testCompute(), rollouts: { lengths, maxTokens } } as unknown as Scored;
    const { advantages } = await applyShapers(step, Float32Array.from(returns.flat()), [use]);
    returns.forEach((row, r) =>
      row.forEach((_, t) => {
        const expected = t < lengths[r]! ? (output.advantage_whitened[r][t] as number) : 0;
        expect(Math.abs(advantages[r * maxTokens + t]! - expected)).toBeLessThan(2e-5);
      }),
    );
  }
});

it('leaves out rollouts that are not in the statistics', async () => {
  const use = { block: blocksIn('advantage').get('whiten')!, own: { as: 'whiten' } as Own };
  const rollouts = { lengths: Int32Array.of(1, 1, 1), maxTokens: 1 };
  const step = { compute: await testCompute(), rollouts, inStatistics: Uint8Array.of(1, 1, 0) } as unknown as Scored;
  const { advantages } = await applyShapers(step, Float32Array.of(1, 3, 100), [use]);
  expect([...advantages].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([-0.7071, 0.7071, 0]);
});
