// What: GRPO-CARE on the tiny bundle, whose random policy answers here (answerBundle.ts): three steps of the recipe; and without its
// bonus the same bits as the same settings without vector, probe and rewards of its own.
import { afterAll, expect, test } from 'vitest';
import { applyRecipe, turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { usesOf } from '../../../src/config/uses.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import { answeringBundle } from '../answerBundle.ts';
import { NodeSession, policyIn } from '../nodeSession.ts';

const RECIPE = recipeByName('grpo_care');
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
  await session.must({ type: 'start', steps: 3 });
  return { metrics: session.metrics(), session, theta: policyIn(await session.checkpoint()).theta };
}

const values = (metrics: readonly Record<string, number>[], name: string) => metrics.map((step) => step[name]!);

test('three steps: finite; the bonus goes to right rollouts alone, not to all of them, and moves θ', async () => {
  const on = await run(small(recipe, { 'ema.every': '1', 'ema.decay': '0.5' }));
  for (const step of on.metrics) for (const [name, value] of Object.entries(step)) expect(value, name).not.toBeNaN();
  for (const name of ['rewards/consistency/mean', 'rewards/answerLikelihood/mean', 'rewards/answerFolded/mean'])
    expect(new Set(values(on.metrics, name)).size, name).toBeGreaterThan(1);
  const rollouts = on.session.of('stepDone').flatMap(({ groups }) => groups.flatMap((group) => group.rollouts));
  const kinds = new Set(rollouts.map(({ rewards }) => `${rewards['answerFolded']} ${rewards['consistency']}`));
  expect(kinds).toEqual(new Set(['0 0', '1 0', '1 1']));
  for (const { rewards, reward } of rollouts) {
    expect(reward).toBeCloseTo(rewards['answerFolded']! + rewards['format']! + 0.5 * rewards['consistency']!, 6);
    expect(rewards['answerLikelihood']).toBeLessThanOrEqual(Math.fround(0.95));
  }
  const off = await run(small(turnOff(recipe, RECIPE), { 'ema.every': '1', 'ema.decay': '0.5' }));
  expect(off.theta).not.toEqual(on.theta);
});

test('off: bit for bit the same settings without anything of its own', async () => {
  const off = turnOff(recipe, RECIPE);
  expect(usesOf(off, 'reward').map(({ as }) => as)).toEqual(['answerFolded', 'format', 'answerLikelihood']);
  const without = await run(small(off, { vectors: '[]', reward_funcs: 'answerFolded,format' }));
  const made = await run(small(off));
  expect(made.theta).toEqual(without.theta);
  expect(without.metrics[0]!['grad_norm']).toBeGreaterThan(0);
  for (const [i, step] of without.metrics.entries()) {
    const common = Object.entries(made.metrics[i]!).filter(([name]) => name in step);
    expect(Object.fromEntries(common)).toEqual(step);
  }
});
