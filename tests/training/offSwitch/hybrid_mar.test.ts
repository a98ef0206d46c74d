// What: Hybrid-MAR on the tiny bundle, whose random policy answers here: the rewards fit together as the formula says, the advantages
// are not divided by a spread, and off pays the rule alone.
import { afterAll, describe, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { answeringBundle } from '../answerBundle.ts';
import { closeRuns, notFinite, run, small } from './shortRun.ts';

const recipe = recipeByName('hybrid_mar');
afterAll(closeRuns);

const config = () =>
  small(recipe, {
    ...{ reward_funcs: JSON.stringify(recipe.reward!.reward_funcs) },
    ...{ max_completion_length: '4', num_iterations: '1', learning_rate: '0.5', seed: '3' },
    ...{ 'judge.yes': 'y', 'judge.no': 'n', 'judge.levels': '0' },
  });
const rollouts = ({ groups }: Awaited<ReturnType<typeof run>>) =>
  groups.flatMap((step) => step.flatMap((group) => group.rollouts));

describe('hybrid_mar', () => {
  test('the parts add up, and nothing is divided by a spread', { timeout: 300_000 }, async () => {
    const on = await run(config(), await answeringBundle());
    expect(notFinite(on)).toEqual([]);
    for (const { rewards, reward } of rollouts(on)) {
      if (rewards['checkable'] === 1) expect(rewards['hybridScore']).toBe(rewards['answerFolded']);
      expect(reward).toBeCloseTo(rewards['hybridScore']! + 0.5 * rewards['lengthFine']! + rewards['format']!, 5);
    }
    for (const group of on.groups.flat()) {
      const mean = group.rollouts.reduce((sum, { reward }) => sum + reward, 0) / group.rollouts.length;
      for (const { reward, advantage } of group.rollouts) expect(advantage).toBeCloseTo(reward - mean, 5);
    }
    expect(rollouts(on).some(({ rewards }) => rewards['checkable'] === 1)).toBe(true);
  });

  test('off: the rule alone, and no fine', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(config(), recipe), await answeringBundle());
    const scored = rollouts(off);
    expect(scored.length).toBeGreaterThan(0);
    for (const { rewards, reward } of scored) {
      expect(reward).toBeCloseTo(rewards['answerFolded']! + rewards['format']!, 5);
      expect(rewards).not.toHaveProperty('lengthFine');
    }
    expect(scored.some(({ rewards }) => rewards['answerFolded'] === 1)).toBe(true);
  });
});
