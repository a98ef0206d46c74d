// What: the side model: a copy of the policy at first, moved by its own optimiser alone.
import { expect, test } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';

const block = blocksIn('vector').get('sideModel')!;
const own = { ...defaultsOf(block, 'phi'), rate: 0.5, optim: 'sgd' };

test('starts as a copy, has a rate of its own, and does not follow the policy', () => {
  const policy = Float32Array.of(1, -2);
  const side = block.start(policy, own as never);
  policy.fill(9);
  expect([...side]).toEqual([1, -2]);
  expect(block.optimizer!(own as never)).toEqual({ learning_rate: 0.5, optim: 'sgd' });
  expect(block.after(side, { policy, step: 3, name: 'phi' }, own as never)).toBe(side);
});
