// What: the released VOGUE's stand-ins for KL and entropy: kernels against their references, the probes on small steps.
import { expect, it } from 'vitest';
import { activeProbes } from '../../src/blocks/activeProbes.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

it.each([1, 64, 65, 300])('the kernels agree with their references: %i tokens', async (count) => {
  const random = randomInputs();
  const logProbs = random.floats(count).map((x) => -Math.abs(x));
  const otherLogProbs = random.floats(count).map((x) => -Math.abs(x));
  for (const forwardOnly of [0, 1])
    await checkKernel({
      kernel: '3-rollouts/sampledKl',
      params: { count, forwardOnly },
      inputs: { logProbs, otherLogProbs },
      outputs: { divergences: count },
      dispatch: { invocations: count },
    });
  await checkKernel({
    kernel: '3-rollouts/sampledEntropy',
    params: { count },
    inputs: { logProbs },
    outputs: { entropies: count },
    dispatch: { invocations: count },
  });
});

const names = { views: ['drawn', 'clean', 'noisy'], vectors: ['policy'] };

it('sampledKl: the mean of both directions on answers to another view; it may be negative; the clean pass comes with it', async () => {
  const { uses, missing } = activeProbes([], ['clean/sampledKl', 'own/sampledEntropy'], names);
  expect(missing).toEqual([]);
  expect(uses.map(({ block, own }) => `${block.name} ${own.as}`)).toEqual([
    'logProb clean',
    'sampledKl clean',
    'sampledEntropy own',
  ]);
  const step = {
    ...goldenStep({
      compute: await testCompute(),
      generations: 1,
      mask: [
        [1, 1],
        [1, 1],
      ],
      oldLogProbs: [
        [-2.5, -0.05],
        [-2.5, -0.05],
      ],
      signals: { 'clean/logProb': [[-0.1, -2], [-0.1, -2]] }, // prettier-ignore
    }),
    drawn: [{ view: 'clean' }, { view: 'noisy' }],
  } as unknown as Parameters<NonNullable<(typeof uses)[number]['block']['probe']>>[0];
  const block = blocksIn('probe').get('sampledKl')!;
  const values = async (forward_only: boolean) =>
    (await block.probe(step, { as: 'clean', view: 'clean', forward_only } as never)).get('clean/sampledKl')!.values;
  const share = (p: number, q: number) => Math.exp(p) * (p - q);
  const both = await values(false);
  expect([...both.subarray(0, 2)]).toEqual([0, 0]);
  expect(both[2]).toBeCloseTo((share(-0.1, -2.5) + share(-2.5, -0.1)) / 2, 5);
  expect((await values(true))[3]).toBeCloseTo(share(-2, -0.05), 5);
  expect((await values(true))[3]).toBeLessThan(0);
});
