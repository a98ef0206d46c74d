// What: probe "divergence": who asks for `<view>/divergence` gets it, with the pass that it needs, and its numbers are k3.
import { expect, test } from 'vitest';
import { block } from '../../src/3-rollouts/probes/divergence.ts';
import { activeProbes } from '../../src/blocks/activeProbes.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { testCompute } from '../gpu/nodeDevice.ts';

const names = { views: ['drawn', 'clean', 'masked'], vectors: ['policy', 'frozen', 'ema'] };

test('is derived with the pass behind it, for views, vectors and the reference', () => {
  const { uses, missing } = activeProbes([], ['masked/divergence', 'ema/divergence', 'ref/divergence'], names);
  expect(missing).toEqual([]);
  expect(uses.map(({ block: probe, own }) => `${probe.name} ${own.as}`)).toEqual(
    ['masked', 'ema', 'ref'].flatMap((name) => [`logProb ${name}`, `divergence ${name}`]),
  );
  expect(activeProbes([], ['hidden/divergence'], names).missing).toEqual(['hidden/divergence']);
});

test('compares the named pass with the log-probs of the sampler', async () => {
  const step = goldenStep({
    compute: await testCompute(),
    mask: [
      [1, 1],
      [1, 0],
    ],
    oldLogProbs: [
      [-1, -2],
      [-0.5, 0],
    ],
    signals: {
      'masked/logProb': [
        [-2, -2],
        [-0.25, -1],
      ],
    },
  });
  const values = (await block.probe(step, { as: 'lost', of: 'masked' })).get('lost/divergence')!;
  expect(values.shape).toBe('token');
  const k3 = (x: number) => Math.expm1(x) - x;
  [k3(-1), 0, k3(0.25), k3(-1)].forEach((wanted, i) => expect(values.values[i]).toBeCloseTo(wanted, 6));
});
