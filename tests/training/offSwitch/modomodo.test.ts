// What: MoDoMoDo on the tiny bundle: seeds are tried and measured, then one mixture is drawn; with equal weights nothing is measured.
import { afterAll, expect, test } from 'vitest';
import { applyRecipe, turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import { answeringBundle } from '../answerBundle.ts';
import { NodeSession, policyIn, prompt } from '../nodeSession.ts';

const RECIPE = recipeByName('modomodo');
const SMALL = {
  ...{ num_generations: '2', generation_batch_size: '8', max_completion_length: '4', lora_r: '2', lora_alpha: '4' },
  ...{ learning_rate: '0.5', provider: 'wasm', num_threads: '1', seed: '3', beta: '0' },
};
const TWO = { 'mixture.domains': 'where,count', 'mixture.seed_steps': '2' };
const small = (config: Config, more: Readonly<Record<string, string>> = {}) =>
  validateConfig(setLeaves(config, Object.entries({ ...SMALL, ...more })));
const recipe = applyRecipe(defaultConfig(), RECIPE);

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

async function run(config: Config, steps: number) {
  const session = await NodeSession.ready(config, undefined, await answeringBundle());
  open.push(session);
  const ids = ['where/1', 'where/2', 'count/1', 'count/2'];
  await session.must({ type: 'setPrompts', prompts: ids.map((id) => prompt(id, { truth: { answer: 'red' } })) });
  await session.must({ type: 'start', steps });
  return { metrics: session.metrics(), theta: policyIn(await session.checkpoint()).theta };
}

test('three seeds of two steps are measured; then one mixture is drawn', { timeout: 300_000 }, async () => {
  const { metrics } = await run(small(recipe, TWO), 7);
  for (const step of metrics) for (const [name, value] of Object.entries(step)) expect(value, name).not.toBeNaN();
  const share = metrics.map((step) => step['mixture/share/where']);
  expect(share.slice(0, 4)).toEqual([1, 1, 0, 0]);
  expect(metrics.map((step) => 'mixture/measured' in step)).toEqual([true, true, true, true, true, true, false]);
  for (const step of metrics) expect(step['mixture/share/where']! + step['mixture/share/count']!).toBe(1);
});

test(
  'off: equal weights, nothing measured; its metrics are those of a run without the rule',
  { timeout: 300_000 },
  async () => {
    const off = await run(small(turnOff(recipe, RECIPE), { ...TWO, 'mixture.weights': '1 1' }), 3);
    expect(off.metrics.every((step) => !('mixture/measured' in step))).toBe(true);
    const on = await run(small(recipe, TWO), 3);
    expect(on.theta).not.toEqual(off.theta);
    const without = await run(small(recipe, { data_rules: '' }), 3);
    const own = (step: Record<string, number>) => Object.keys(step).filter((name) => !name.startsWith('mixture/'));
    expect(own(off.metrics[0]!)).toEqual(own(without.metrics[0]!));
  },
);
