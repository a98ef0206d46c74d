// What: the held-out prompts during a run: when they are asked, what is logged, and that the run itself does not change.
import { afterEach, expect, test } from 'vitest';
import { isEvaluated } from '../../src/training/evaluate/evaluateHeldOut.ts';
import { evaluationSeed } from '../../src/training/evaluate/evaluationSeed.ts';
import { NodeSession, prompt, tinyConfig } from './nodeSession.ts';

const open: NodeSession[] = [];
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
});

const heldOut = [
  prompt('a'),
  prompt('b'),
  prompt('x', { split: 'heldOut', truth: { answer: 'red' } }),
  prompt('y', { split: 'heldOut' }),
  prompt('z', { split: 'heldOut', truth: {} }),
];

async function run(leaves: Readonly<Record<string, string>>, prompts = heldOut, steps = 4) {
  const made = await NodeSession.ready(tinyConfig({ num_generations_eval: '3', ...leaves }));
  open.push(made);
  await made.must({ type: 'setPrompts', prompts });
  await made.must({ type: 'start', steps });
  return made.metrics();
}

const isEval = (name: string) => name.startsWith('eval');
const trained = (metrics: Record<string, number>) =>
  Object.fromEntries(Object.entries(metrics).filter(([name]) => !isEval(name)));

test('after the first step and every eval_steps; never with 0', () => {
  expect([1, 2, 3, 4, 5, 6].filter((step) => isEvaluated(step, 3))).toEqual([1, 3, 6]);
  expect([1, 2, 3].some((step) => isEvaluated(step, 0))).toBe(false);
});

test('its draws have a key that no seed of a visitor can be, another one every step', () => {
  const seeds = [0, 1, 4294967295].flatMap((seed) => [1, 2, 3].map((step) => evaluationSeed(seed, step)));
  expect(new Set(seeds).size).toBe(9);
  for (const seed of seeds) {
    expect(Number.isSafeInteger(seed)).toBe(true);
    expect(seed).toBeGreaterThan(4294967295);
  }
});

test('metrics with the prefix eval_; training is bit for bit the run without it', async () => {
  const leaves = { reward_funcs: 'lengthWindow,format', reward_weights: '2,0.5' };
  const with2 = await run({ eval_steps: '2', ...leaves });
  const without = await run({ eval_steps: '0', ...leaves });
  expect(with2.map(trained)).toEqual(without.map(trained));
  expect(without.flatMap((metrics) => Object.keys(metrics).filter(isEval))).toEqual([]);
  expect(with2.map((metrics) => 'eval_reward' in metrics)).toEqual([true, true, false, true]);
  for (const metrics of [with2[0]!, with2[1]!, with2[3]!]) {
    const columns = 2 * metrics['eval_rewards/lengthWindow/mean']! + 0.5 * metrics['eval_rewards/format/mean']!;
    expect(metrics['eval_reward']).toBeCloseTo(columns, 6);
    expect(metrics['eval/pass@G']).toBeGreaterThanOrEqual(metrics['eval/pass@1']!);
    expect(metrics['eval_completions/mean_length']).toBeGreaterThan(0);
    expect(metrics['eval_completions/mean_length']).toBeLessThanOrEqual(6);
    expect(metrics['eval_runtime']).toBeGreaterThan(0);
    expect([0, 0.5, 1]).toContain(metrics['eval/greedy']); // x and y can pass, z has no truth
  }
});

test('without held-out prompts nothing is asked', async () => {
  const metrics = await run({ eval_steps: '1' }, heldOut.slice(0, 2), 2);
  expect(metrics.flatMap((point) => Object.keys(point).filter(isEval))).toEqual([]);
});
