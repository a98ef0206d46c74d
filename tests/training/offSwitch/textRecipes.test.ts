// What: recipes whose special block is a reward, on the tiny bundle, whose random policy answers here (answerBundle.ts): two steps of
// each are finite; without it the same bits as the same settings in which it was never there, or stands without a weight.
import { afterAll, expect, test } from 'vitest';
import { applyRecipe, turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { usesOf } from '../../../src/config/uses.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import { answeringBundle } from '../answerBundle.ts';
import { NodeSession, policyIn } from '../nodeSession.ts';

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

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

async function run(config: Config) {
  const session = await NodeSession.ready(config, undefined, await answeringBundle());
  open.push(session);
  await session.must({ type: 'start', steps: 2 });
  return { metrics: session.metrics(), theta: policyIn(await session.checkpoint()).theta };
}

test.each([
  'star_r1',
  'visualquality_r1',
  'q_insight',
  'medvlthinker',
  'cls_rl',
  'no_thinking_rl',
  'perception_r1',
  'docthinker',
])('%s', { timeout: 300_000 }, async (name) => {
  const recipe = recipeByName(name);
  const config = applyRecipe(defaultConfig(), recipe);
  const on = await run(small(config));
  for (const step of on.metrics)
    for (const [metric, value] of Object.entries(step)) expect(value, metric).not.toBeNaN();
  const off = turnOff(config, recipe);
  const made = await run(small(off));
  // Written out: without the rewards that weigh nothing, which are then not computed at all.
  const paid = usesOf(off, 'reward').filter(({ weight }) => weight !== 0);
  const without = await run(small(off, { reward_funcs: JSON.stringify(paid) }));
  expect(made.theta).toEqual(without.theta);
  for (const [i, step] of without.metrics.entries()) {
    const common = Object.entries(made.metrics[i]!).filter(([metric]) => metric in step);
    expect(Object.fromEntries(common)).toEqual(step);
  }
});
