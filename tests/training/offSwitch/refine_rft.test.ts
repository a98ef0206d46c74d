// What: ReFine-RFT on the tiny bundle, whose random policy answers here (answerBundle.ts): three steps of the recipe; and
// without perReward the same bits as plain GRPO with the same rewards.
import { afterAll, expect, test } from 'vitest';
import { applyRecipe, turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import { answeringBundle } from '../answerBundle.ts';
import { NodeSession, policyIn } from '../nodeSession.ts';

const RECIPE = recipeByName('refine_rft');
/** The random policy writes no thoughts: its lengths in tokens stand for those of its thinking. */
const REWARDS = JSON.stringify([
  { block: 'format' },
  { block: 'answerFolded' },
  { block: 'lengthWindow', as: 'thinkLength', length_min: 6, length_slope: 6 },
]);
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
  reward_funcs: REWARDS,
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

const zScores = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  return values.map((value) => (value - mean) / (std + 1e-4));
};

test('three steps: finite, and each advantage is the sum of the z-scores of the rewards', async () => {
  const { metrics, session } = await run(small(recipe));
  for (const step of metrics) for (const [name, value] of Object.entries(step)) expect(value, name).not.toBeNaN();
  for (const name of ['rewards/thinkLength/mean', 'rewards/answerFolded/mean'])
    expect(new Set(metrics.map((step) => step[name])).size, name).toBeGreaterThan(1);
  let differs = 0;
  for (const { rollouts } of session.of('stepDone').flatMap(({ groups }) => groups)) {
    const scores = ['format', 'answerFolded', 'thinkLength'].map((name) =>
      zScores(rollouts.map(({ rewards }) => rewards[name]!)),
    );
    const plain = zScores(rollouts.map(({ reward }) => reward));
    for (const [g, { advantage }] of rollouts.entries()) {
      expect(advantage).toBeCloseTo(scores[0]![g]! + scores[1]![g]! + scores[2]![g]!, 4);
      differs += Math.abs(advantage - plain[g]!);
    }
  }
  expect(differs).toBeGreaterThan(1);
});

test('off: bit for bit plain GRPO with the same rewards', async () => {
  const off = turnOff(recipe, RECIPE);
  const [made, plain] = [await run(small(off)), await run(small(defaultConfig(), { beta: '0' }))];
  expect(made.theta).toEqual(plain.theta);
  expect(made.metrics).toEqual(plain.metrics);
  expect(plain.metrics[0]!['grad_norm']).toBeGreaterThan(0);
  expect((await run(small(recipe))).theta).not.toEqual(made.theta);
});
