// What: P2S on the tiny bundle, whose random policy thinks and answers here: three steps of the recipe, in which groups without a right
// answer are paid for their thinking; and without the weight of the way the same bits as the same settings without the probe.
import { afterAll, describe, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { validateConfig } from '../../../src/config/validateConfig.ts';
import { answeringBundle } from '../answerBundle.ts';
import { closeRuns, notFinite, run, small, STEPS, values } from './shortRun.ts';

const recipe = recipeByName('p2s');
afterAll(closeRuns);

/** A token is a whole answer with its thought; few are right, so that some groups have none. */
const textOf = (letter: string) => {
  const answer = letter < 'E' ? 'red' : letter < 'P' ? 'blue' : 'a green one';
  return `<think>${letter < 'K' ? 'it is so' : 'it'}</think><box>1 1 2 2</box><answer>${answer}</answer>`;
};
const bundle = () => answeringBundle(textOf);
const SMALL = {
  reward_funcs: JSON.stringify(recipe.reward!.reward_funcs),
  ...{ num_generations: '8', generation_batch_size: '16', max_completion_length: '1' },
  ...{ num_iterations: '1', learning_rate: '0.5', entropy_coef: '0.01', seed: '3' },
};
const config = () => small(recipe, SMALL);

describe('p2s', () => {
  test('three steps: form, outcome or the way, one at a time', { timeout: 300_000 }, async () => {
    const on = await run(config(), await bundle());
    expect(notFinite(on)).toEqual([]);
    const kinds = new Set<string>();
    for (const { rollouts } of on.groups.flat()) {
      const isSolved = rollouts.some(({ rewards }) => rewards['answerFolded'] === 1 && rewards['form'] === 1);
      for (const { rewards, reward, signals } of rollouts) {
        expect(rewards['groupSolved']).toBe(isSolved ? 1 : 0);
        if (rewards['form'] === 0) expect(reward).toBe(-1);
        else if (isSolved) expect(reward).toBe(rewards['answerFolded']);
        // A thought of one token has one step: how probable it makes the true answer.
        else expect(reward).toBeCloseTo(signals!['path/gain']![0]!, 5);
        kinds.add(rewards['form'] === 0 ? 'formless' : isSolved ? `outcome ${reward}` : 'way');
      }
      const ways = rollouts.filter(({ rewards }) => rewards['form'] === 1).map(({ reward }) => reward);
      if (!isSolved && ways.length > 1) kinds.add(`${new Set(ways).size > 1 ? 'different' : 'equal'} ways`);
    }
    expect(kinds).toEqual(new Set(['formless', 'way', 'different ways', 'outcome 0', 'outcome 1']));
    expect(new Set(values(on, 'path/score/mean')).size).toBe(STEPS);
    const off = await run(turnOff(config(), recipe), await bundle());
    expect(off.theta).not.toEqual(on.theta);
  });

  test('off is the run without its probe, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(config(), recipe), await bundle());
    // Without the weight of the way it does not matter what the way is said to be worth.
    const leaves = [['probes', '[]'], ['pathReward.score', 'reward/form']] as const; // prettier-ignore
    const without = await run(validateConfig(setLeaves(turnOff(config(), recipe), leaves)), await bundle());
    expect(off.theta).toEqual(without.theta);
    for (const [i, metrics] of without.metrics.entries()) expect(off.metrics[i]).toMatchObject(metrics);
    expect(without.metrics[0]).not.toHaveProperty('path/score/mean');
    expect(values(without, 'grad_norm').every((norm) => norm > 0)).toBe(true);
    for (const { rewards, reward } of off.groups.flat().flatMap(({ rollouts }) => rollouts))
      expect(reward + 0).toBe(rewards['form'] === 0 ? -1 : rewards['answerFolded']);
  });
});
