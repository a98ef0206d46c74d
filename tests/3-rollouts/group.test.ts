// What: sampler "group" on the tiny policy: the settings of the configuration and the counters of the step reach the sampler.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { OpenStep } from '../../src/training/step/openStep.ts';
import { openPolicy } from '../2-policy/tinyPolicy.ts';
import { tinyConfig } from '../training/nodeSession.ts';
import { place, vectorsFor } from '../training/tinyStep.ts';

const block = blocksIn('sampler').get('group')!;
const compute = new ReferenceCompute();
let policy: OnnxPolicy;
beforeAll(async () => {
  policy = await openPolicy({ compute });
});
afterAll(() => policy.dispose());

async function sampled(leaves: Readonly<Record<string, string>> = {}, step = 4) {
  const parts = { compute, policy, config: tinyConfig(leaves), step, vectors: vectorsFor(policy) };
  const open = new OpenStep(parts, [place('a'), place('b')]);
  const told: number[][] = [];
  try {
    const { rollouts } = await block.sample(open, { as: 'group' }, (...at) => void told.push(at));
    return { rollouts, told };
  } finally {
    open.free();
  }
}

it('draws num_generations answers to each place, of at most max_completion_length tokens, and tells how far it is', async () => {
  const { rollouts, told } = await sampled({
    num_generations: '3',
    generation_batch_size: '6',
    max_completion_length: '5',
  });
  expect(rollouts).toMatchObject({ promptCount: 2, generations: 3, maxTokens: 5 });
  expect(Math.max(...rollouts.lengths)).toBeLessThanOrEqual(5);
  expect(rollouts.texts).toHaveLength(6);
  expect(told.at(-1)![1]).toBe(5);
});

it('draws among the first top_k and within top_p', async () => {
  for (const [leaf, value] of Object.entries({ top_p: '0.01', top_k: '1' })) {
    const { tokens, maxTokens } = (await sampled({ [leaf]: value })).rollouts;
    const row = (r: number) => [...tokens.subarray(r * maxTokens, (r + 1) * maxTokens)];
    for (const r of [1, 2, 3]) expect(row(r)).toEqual(row(0));
    for (const r of [5, 6, 7]) expect(row(r)).toEqual(row(4));
  }
});

it('draws anew at another step and another seed, and the same at the same', async () => {
  const tokens = async (leaves = {}, step = 4) => (await sampled(leaves, step)).rollouts.tokens.join();
  const all = [await tokens(), await tokens({}, 5), await tokens({ seed: '9' }), await tokens()];
  expect(new Set(all).size).toBe(3);
  expect(all[3]).toBe(all[0]);
});
