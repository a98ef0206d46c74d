// What: SCOPE-TTRL on the tiny bundle, whose random policy answers here: the labels come from votes alone, so the truth changes nothing;
// with one vote of all it is another run.
import { afterAll, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { answeringBundle } from '../answerBundle.ts';
import { closeRuns, notFinite, run, small, values } from './shortRun.ts';

const recipe = recipeByName('scope_ttrl');
afterAll(closeRuns);

const BLIND = {
  ...{ reward_funcs: 'agreesWithVote', 'vote.voters': '2', 'vote.size': '1' },
  ...{ max_completion_length: '4', num_iterations: '1', learning_rate: '0.5', seed: '3', entropy_coef: '0' },
};
const SMALL = { ...BLIND, reward_funcs: 'answerFolded,agreesWithVote', 'answerFolded.weight': '0' };

test('pays agreement with a vote, not the truth; off is one vote of all', { timeout: 300_000 }, async () => {
  const config = small(recipe, SMALL);
  const on = await run(config, await answeringBundle());
  const blind = await run(small(recipe, BLIND), await answeringBundle());
  expect(notFinite(on)).toEqual([]);
  expect(on.theta).toEqual(blind.theta);
  const rollouts = on.groups.flat().flatMap((group) => group.rollouts);
  for (const { rewards, reward } of rollouts) expect(reward).toBe(rewards['agreesWithVote']);
  expect(new Set(rollouts.map(({ reward }) => reward))).toEqual(new Set([0, 1]));
  expect(rollouts.some(({ rewards }) => rewards['agreesWithVote'] !== rewards['answerFolded'])).toBe(true);
  expect(values(on, 'grad_norm').some((norm) => norm > 0)).toBe(true);
  const generations = config.sampling.num_generations;
  const off = turnOff(config, { ...recipe, off: { set: { 'vote.size': generations, 'vote.voters': generations } } });
  const single = await run(off, await answeringBundle());
  for (const { rollouts: group } of single.groups.flat()) {
    const paid = new Set(group.filter(({ reward }) => reward === 1).map(({ rewards }) => rewards['answerFolded']));
    expect(paid.size).toBeLessThanOrEqual(1); // one label for all
  }
  expect(single.theta).not.toEqual(on.theta);
});
