// What: MM-HELIX on the tiny bundle, whose random policy answers here: the expert is learned exactly where a group has no right answer
// (SYSTEMS 5.8), and without term and rule the same bits as the same settings without them.
import { afterAll, expect, test } from 'vitest';
import { applyRecipe, turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { usesOf } from '../../../src/config/uses.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import { answeringBundle } from '../answerBundle.ts';
import { NodeSession, policyIn, prompt } from '../nodeSession.ts';

const RECIPE = recipeByName('mm_helix');
const SMALL = {
  num_generations: '4',
  generation_batch_size: '8',
  max_completion_length: '6',
  lora_r: '2',
  lora_alpha: '4',
  learning_rate: '0.5',
  provider: 'wasm',
  num_threads: '1',
  seed: '3',
};
const small = (config: Config, more: Readonly<Record<string, string>> = {}) =>
  validateConfig(setLeaves(config, Object.entries({ ...SMALL, ...more })));
const recipe = applyRecipe(defaultConfig(), RECIPE);

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

async function run(config: Config) {
  const session = await NodeSession.ready(config, undefined, await answeringBundle());
  open.push(session);
  const truth = { answer: 'red', expertText: 'red' };
  await session.must({ type: 'setPrompts', prompts: ['a', 'b'].map((id) => prompt(id, { truth })) });
  await session.must({ type: 'start', steps: 4 });
  const groups = session.of('stepDone').map((done) => done.groups);
  return { metrics: session.metrics(), groups, theta: policyIn(await session.checkpoint()).theta };
}

test('the expert is learned exactly where no answer of the group is right', { timeout: 300_000 }, async () => {
  const { metrics, groups } = await run(small(recipe));
  for (const step of metrics) for (const [name, value] of Object.entries(step)) expect(value, name).not.toBeNaN();
  const wanting = groups.map(
    (own) => own.filter(({ rollouts }) => rollouts.every(({ rewards }) => rewards['answerFolded']! < 1)).length,
  );
  expect(metrics.map((step) => step['expertNll/texts'] ?? 0)).toEqual(wanting);
  expect(new Set(wanting).size).toBeGreaterThan(1);
  for (const [i, step] of metrics.entries()) if (wanting[i]! > 0) expect(step['expertNll/nll']).toBeGreaterThan(0);
});

test('off: bit for bit the same settings without anything of its own', { timeout: 300_000 }, async () => {
  const off = turnOff(recipe, RECIPE);
  expect([...usesOf(off, 'data'), ...usesOf(off, 'auxiliaryLoss')]).toEqual([]);
  const made = await run(small(off));
  expect(made).toEqual(await run(small(recipe, { data_rules: '', loss_terms: '' })));
  expect(made.metrics.some((step) => step['grad_norm']! > 0)).toBe(true);
  expect((await run(small(recipe))).theta).not.toEqual(made.theta);
});
