// What: RewardMap on the tiny bundle, whose random policy answers here (answerBundle.ts): the stages in order, each score worked out from what was
// written; and without the curriculum, details and difficulty the same bits as plain GRPO on ten points for a right answer.
import { afterAll, expect, test } from 'vitest';
import { applyRecipe, turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import { answeringBundle } from '../answerBundle.ts';
import { NodeSession, policyIn, prompt } from '../nodeSession.ts';

const RECIPE = recipeByName('rewardmap');
const SMALL = {
  ...{ num_generations: '4', generation_batch_size: '8', max_completion_length: '6', lora_r: '2', lora_alpha: '4' },
  ...{ learning_rate: '0.5', provider: 'wasm', num_threads: '1', seed: '3' },
};
const small = (config: Config, more: Readonly<Record<string, string>> = {}) =>
  validateConfig(setLeaves(config, Object.entries({ ...SMALL, ...more })));
const recipe = applyRecipe(defaultConfig(), RECIPE);

const RIGHT = 'owl red bee; bee blue hat';
const WRONG = 'owl red hat';
/** What the letters say: the right route, a wrong one, yes, 2. */
const answerOf = (letter: string) => `<answer>${[RIGHT, WRONG, 'yes', '2'][letter.charCodeAt(0) % 4]!}</answer>`;
const facts = (more: Readonly<Record<string, string>>) =>
  Object.entries({ map: 'hard', ...more }).map(([kind, text]) => ({ kind, text }));
const triples: Truth['triples'] = [['owl', 'red', 'bee'], ['bee', 'blue', 'hat']]; // prettier-ignore
const TRUTHS: readonly Truth[] = [
  { answer: RIGHT, triples, facts: facts({ task: 'plan', from: 'owl', to: 'hat', transfers: '1' }) },
  { answer: 'yes', triples, facts: facts({ task: 'judge' }) },
  { answer: '2', triples, facts: facts({ task: 'count' }) },
];

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

async function run(config: Config, steps = 3) {
  const session = await NodeSession.ready(config, undefined, await answeringBundle(answerOf));
  open.push(session);
  await session.must({ type: 'setPrompts', prompts: TRUTHS.map((truth, k) => prompt(`metro/${k}`, { truth })) });
  await session.must({ type: 'start', steps });
  return { metrics: session.metrics(), session, theta: policyIn(await session.checkpoint()).theta };
}

test('one stage after the other, and every score is what its answer is worth', { timeout: 300_000 }, async () => {
  const { metrics, session } = await run(small(recipe, { 'curriculum.stage_steps': '1' }), 4);
  for (const step of metrics) for (const [name, value] of Object.entries(step)) expect(value, name).not.toBeNaN();
  // No prompt asks for a colour: three stages, and the last one goes on. Kinds keep their numbers.
  expect(metrics.map((step) => step['curriculum/stage'])).toEqual([1, 3, 4, 4]);
  const met = new Set<string>();
  for (const [s, { groups }] of session.of('stepDone').entries())
    for (const { rollouts } of groups)
      for (const { rewards, text } of rollouts) {
        const said = /<answer>(.*?)<\/answer>/.exec(text)?.[1] ?? '';
        const task = ['yes', '2', RIGHT, RIGHT][s]!;
        const isRight = said === task;
        const details = s < 2 ? [0, 0] : ({ [RIGHT]: [9, 4], [WRONG]: [5, 5] }[said] ?? [0, 0]);
        expect([rewards['detailPaper'], rewards['detailCode']]).toEqual(details);
        const points = (isRight ? 10 : 0) + details[0]! / 2;
        expect(rewards['mapScore']).toBeCloseTo((s < 2 ? 1.5 : 2) * points, 5);
        met.add(`${Math.min(s, 2)} ${said === WRONG ? 'part' : isRight}`);
      }
  for (const outcome of ['0 true', '0 false', '1 true', '1 false', '2 true', '2 part', '2 false'])
    expect(met).toContain(outcome);
});

test('off: bit for bit plain GRPO with ten points for a right answer', { timeout: 300_000 }, async () => {
  const made = await run(small(turnOff(recipe, RECIPE)));
  const rewards = [
    ...[{ block: 'routeRight', weight: 0, route_form: 1 }, { block: 'routeDetail', weight: 0 }, { block: 'answerFolded', weight: 0 }], // prettier-ignore
    { block: 'mapScore', right_points: 10, detail_share: 0, by_difficulty: 0 },
  ];
  const plain = await run(small(defaultConfig(), { beta: '0.01', reward_funcs: JSON.stringify(rewards) }));
  expect(made.theta).toEqual(plain.theta);
  for (const [i, step] of plain.metrics.entries())
    for (const [name, value] of Object.entries(step))
      if (!name.includes('routeDetail')) expect(made.metrics[i]![name], name).toBe(value);
  for (const { groups } of made.session.of('stepDone'))
    for (const { rollouts } of groups)
      for (const { rewards: own, reward } of rollouts) expect(reward).toBe(10 * Math.max(own['routeRight']!, own['answerFolded']!)); // prettier-ignore
  expect(made.metrics.some((step) => step['reward']! > 0)).toBe(true);
  expect(plain.metrics[0]!['grad_norm']).toBeGreaterThan(0);
  expect((await run(small(recipe))).theta).not.toEqual(made.theta);
});
