// What: SATORI-R1 on the tiny bundle, whose random policy writes captions, boxes and answers here: three steps of the recipe, in which
// every part earns by itself; and with the weights of caption and box at 0 the same bits as without these rewards.
import { afterAll, expect, test } from 'vitest';
import { applyRecipe, turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import { answeringBundle } from '../answerBundle.ts';
import { NodeSession, policyIn, prompt } from '../nodeSession.ts';

const RECIPE = recipeByName('satori_r1');
const SMALL = {
  num_generations: '4',
  generation_batch_size: '8',
  max_completion_length: '12',
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

const CAPTIONS = [
  'a red dog',
  'a cat',
  'a red dog and a cat',
  'two cars',
  'the dog',
  'red',
  'a dog, a cat',
  'a red car',
];
/** Captions, boxes and answers by turns. */
function partOf(letter: string): string {
  const k = Math.floor((letter.charCodeAt(0) - 65) / 3);
  const kind = (letter.charCodeAt(0) - 65) % 3;
  if (kind === 0) return `<caption>${CAPTIONS[k % CAPTIONS.length]}</caption>`;
  if (kind === 1) return `<box>${10 + 4 * k} 20 ${60 + 3 * k} 80</box>`;
  return `<answer>${k % 2 ? 'Red' : 'red'}</answer>`;
}
const truth = { answer: 'red', boxes: [[0.2, 0.2, 0.8, 0.8] as const], captions: ['a red dog and a cat'] };

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

async function run(config: Config) {
  const session = await NodeSession.ready(config, undefined, await answeringBundle(partOf));
  open.push(session);
  await session.must({ type: 'setPrompts', prompts: ['a', 'b', 'c'].map((id) => prompt(id, { truth })) });
  await session.must({ type: 'start', steps: 3 });
  return { metrics: session.metrics(), session, theta: policyIn(await session.checkpoint()).theta };
}

const PARTS = ['boxUnionExact', 'answerAccepted', 'captionSimilarity'];

test('three steps: finite; caption, box and answer earn by themselves and add up', { timeout: 300_000 }, async () => {
  const { metrics, session } = await run(small(recipe));
  for (const step of metrics) for (const [name, value] of Object.entries(step)) expect(value, name).not.toBeNaN();
  const rollouts = session.of('stepDone').flatMap(({ groups }) => groups.flatMap((group) => group.rollouts));
  for (const name of PARTS) {
    expect(new Set(metrics.map((step) => step[`rewards/${name}/mean`])).size, name).toBeGreaterThan(1);
    expect(new Set(rollouts.map(({ rewards }) => rewards[name])).size, name).toBeGreaterThan(1);
  }
  for (const { rewards, reward, text } of rollouts) {
    const sum = ['format', ...PARTS].reduce((total, name) => total + rewards[name]!, 0);
    expect(reward).toBeCloseTo(sum, 5);
    expect(rewards['captionSimilarity']! > 0, text).toBe(/<caption>[^<]*\b(a|red|dog|cat)\b/.test(text));
    expect(rewards['answerAccepted'], text).toBe(/^.*?<answer>red</s.test(text.replace(/<answer>Red.*/s, '')) ? 1 : 0);
  }
});

test('off: bit for bit the same settings without the rewards for caption and box', { timeout: 300_000 }, async () => {
  const off = turnOff(recipe, RECIPE);
  const made = await run(small(off));
  const without = await run(small(off, { reward_funcs: 'format,answerAccepted' }));
  expect(made.theta).toEqual(without.theta);
  expect(without.metrics[0]!['grad_norm']).toBeGreaterThan(0);
  for (const [i, step] of without.metrics.entries()) {
    const common = Object.entries(made.metrics[i]!).filter(([name]) => name in step);
    expect(Object.fromEntries(common)).toEqual(step);
  }
  expect((await run(small(recipe))).theta).not.toEqual(made.theta);
});
