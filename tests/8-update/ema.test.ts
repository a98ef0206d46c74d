// What: the moving average against its closed form, and when it rests.
import { expect, test } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';

const block = blocksIn('vector').get('ema')!;
const own = (knobs: object = {}) => ({ ...defaultsOf(block, 'slow'), ...knobs });
const after = (vector: Float32Array, policy: Float32Array, step: number, knobs: object = {}) =>
  block.after(vector, { policy, step, name: 'slow' }, own(knobs));

test('starts as a copy of the policy, which later changes of it do not reach', () => {
  const policy = Float32Array.of(1, -2);
  const vector = block.start(policy, own());
  policy.fill(9);
  expect([...vector]).toEqual([1, -2]);
});

test('moves after steps 10, 20, …; rests in between', () => {
  const vector = Float32Array.of(1);
  const moved = Array.from({ length: 21 }, (_, i) => after(vector, Float32Array.of(0), i + 1)[0] !== 1);
  expect(moved.flatMap((yes, i) => (yes ? [i + 1] : []))).toEqual([10, 20]);
  expect(after(vector, Float32Array.of(0), 7)).toBe(vector);
});

test('is the sum of the policies, each weighted by (1 − decay)·decay^age', () => {
  const [decay, moves] = [0.9, 12];
  const policies = Array.from({ length: moves + 1 }, (_, k) => Float32Array.of(Math.sin(k), k * k, -1));
  let vector: Float32Array = block.start(policies[0]!, own());
  for (let k = 1; k <= moves; k++) vector = after(vector, policies[k]!, 3 * k, { decay, every: 3 });
  for (const i of [0, 1, 2]) {
    const terms = policies.map((policy, k) => (k === 0 ? 1 : 1 - decay) * decay ** (moves - k) * policy[i]!);
    const expected = terms.reduce((sum, term) => sum + term, 0);
    expect(Math.abs(vector[i]! - expected)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected)));
  }
});

test('0 copies the policy, 1 never moves; the released decay keeps 99.5 %', () => {
  const [vector, policy] = [Float32Array.of(1, 5), Float32Array.of(2, -3)];
  expect([...after(vector, policy, 10, { decay: 0 })]).toEqual([2, -3]);
  expect([...after(vector, policy, 10, { decay: 1 })]).toEqual([1, 5]);
  expect(after(vector, policy, 10)[0]).toBeCloseTo(1.005, 6);
});
