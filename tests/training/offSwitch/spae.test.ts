// What: SPAE on the tiny bundle, whose random policy writes sentences here: without damping and with xi 0 a run is the run without
// shaper and probe, to the last bit; with them each token gets the outcome and what its sentence changed.
import { afterAll, describe, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { answeringBundle } from '../answerBundle.ts';
import { closeRuns, notFinite, run, small, STEPS, values } from './shortRun.ts';

const recipe = recipeByName('spae');
afterAll(closeRuns);

/** The thinking opens, goes on, and ends with an answer that is right half of the time. */
const textOf = (letter: string) => {
  if (letter < 'I') return '<think>so. ';
  if (letter < 'N') return 'then. ';
  return `so</think><answer>${letter < 'T' ? 'red' : 'blue'}</answer>`;
};
const SMALL = { reward_funcs: 'answerFolded', num_iterations: '1', learning_rate: '0.5', seed: '3' };
const config = () => small(recipe, SMALL);
const bundle = () => answeringBundle(textOf);

describe('spae', () => {
  test('off is the run without its blocks, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(config(), recipe), await bundle());
    const without = await run(
      turnOff(config(), { ...recipe, off: { remove: ['stepCredit', 'steps'] } }),
      await bundle(),
    );
    expect(off.theta).toEqual(without.theta);
    for (const [i, metrics] of without.metrics.entries()) expect(off.metrics[i]).toMatchObject(metrics);
    expect(values(without, 'grad_norm').every((norm) => norm > 0)).toBe(true);
    expect(values(off, 'steps/potential/last').every((value) => value !== 0)).toBe(true);
    expect(without.metrics[0]).not.toHaveProperty('steps/potential/last');
  });

  test(
    'on it is another run: outcome and the change of the potential, token by token',
    { timeout: 300_000 },
    async () => {
      const on = await run(config(), await bundle());
      expect(notFinite(on)).toEqual([]);
      expect(new Set(values(on, 'steps/potential/last')).size).toBe(STEPS);
      let paid = 0;
      for (const { rollouts } of on.groups.flat()) {
        const rewards = rollouts.map(({ reward }) => reward);
        const mean = rewards.reduce((sum, own) => sum + own, 0) / rewards.length;
        const std = Math.sqrt(rewards.reduce((sum, own) => sum + (own - mean) ** 2, 0) / (rewards.length - 1));
        for (const { reward, signals, units } of rollouts) {
          const sentences = units?.find(({ kind }) => kind === 'sentence');
          const A = (reward - mean) / (std + 1e-4);
          signals!['advantage']!.forEach((value, t) => {
            const unit = sentences?.of[t] ?? -1;
            const gain = unit < 0 ? 0 : sentences!.values['steps/gain']![unit]!;
            expect(value).toBeCloseTo(A + 0.5 * gain, 4); // no sentence of this policy is saturated
            if (gain !== 0) paid += 1;
          });
        }
      }
      expect(paid).toBeGreaterThan(0);
      expect(values(on, 'stepCredit/saturated')).toEqual([0, 0, 0]);
    },
  );
});
