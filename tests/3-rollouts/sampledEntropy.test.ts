// What: probe "sampledEntropy": −P·log P of each sampled token; its kernel is compared in sampledKl.test.ts.
import { expect, it } from 'vitest';
import { blocksIn } from '../../src/blocks/registry.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { testCompute } from '../gpu/nodeDevice.ts';

it('is largest where the token has the probability 1/e, and 0 behind the end', async () => {
  const step = goldenStep({
    compute: await testCompute(),
    mask: [
      [1, 1, 1],
      [1, 0, 0],
    ],
    oldLogProbs: [
      [-1, 0, -3],
      [Math.log(0.5), -1, -1],
    ],
  });
  const block = blocksIn('probe').get('sampledEntropy')!;
  const { values } = (await block.probe(step, { as: 'own' })).get('own/sampledEntropy')!;
  const expected = [1 / Math.E, 0, 3 * Math.exp(-3), 0.5 * Math.log(2), 0, 0];
  expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 6));
  expect(block.derive!('masked/sampledEntropy', { views: ['masked'], vectors: [] })).toBeNull();
});
