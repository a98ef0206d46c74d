// What: SAR on the tiny bundle: with weight 0 a run is the run without its reward and its pass, to the last bit; with it, the
// reward of each answer is what its own log-probs, with the question and without, say.
import { afterAll, describe, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { closeRuns, notFinite, run, small, STEPS, values } from './shortRun.ts';

const recipe = recipeByName('sar');
afterAll(closeRuns);

const REWARDS = {
  reward_funcs: 'repetition,perplexityDrop',
  ...{ 'repetition.ngram_size': '1', 'perplexityDrop.weight': '0.2' },
};

describe('sar', () => {
  test('off is the run without its reward, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(small(recipe, REWARDS), recipe));
    const without = await run(turnOff(small(recipe, REWARDS), { ...recipe, off: { remove: ['perplexityDrop'] } }));
    expect(off.theta).toEqual(without.theta);
    for (const [i, metrics] of without.metrics.entries()) expect(off.metrics[i]).toMatchObject(metrics);
    expect(values(without, 'grad_norm').every((norm) => norm > 0)).toBe(true);
    expect(values(off, 'rewards/perplexityDrop/mean').every((value) => value !== 0)).toBe(true);
    expect(without.groups[0]![0]!.rollouts[0]!.signals).not.toHaveProperty('noQuestion/logProb');
  });

  test('on it is another run; the reward is the drop of the perplexity', { timeout: 300_000 }, async () => {
    const [on, off] = [await run(small(recipe, REWARDS)), await run(turnOff(small(recipe, REWARDS), recipe))];
    expect(notFinite(on)).toEqual([]);
    expect(on.theta).not.toEqual(off.theta);
    expect(new Set(values(on, 'rewards/perplexityDrop/mean')).size).toBe(STEPS);
    const mean = (own: readonly number[]) => own.reduce((sum, value) => sum + value, 0) / own.length;
    for (const { tokens, signals, rewards, reward } of on.groups.flat().flatMap(({ rollouts }) => rollouts)) {
      const asked = Math.exp(-mean(tokens.map(({ logProb }) => logProb)));
      const alone = Math.exp(-mean([...signals!['noQuestion/logProb']!]));
      expect(rewards['perplexityDrop']).toBeCloseTo(Math.max((alone - asked) / alone, -1), 4);
      expect(reward).toBeCloseTo(rewards['repetition']! + 0.2 * rewards['perplexityDrop']!, 5);
    }
    // No spread: advantages are what is left of the reward without the mean of its group.
    for (const { rollouts } of on.groups[0]!) {
      const middle = mean(rollouts.map(({ reward }) => reward));
      for (const { reward, advantage } of rollouts) expect(advantage).toBeCloseTo(reward - middle, 5);
    }
  });
});
