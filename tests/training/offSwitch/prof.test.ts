// What: PROF on the tiny bundle, whose random policy answers here: with nothing removed a run is the run without the filter, to the
// last bit; with it half of each group leaves statistics and loss, and what stays is balanced.
import { afterAll, describe, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { answeringBundle } from '../answerBundle.ts';
import { closeRuns, notFinite, run, small, STEPS, values } from './shortRun.ts';

const recipe = recipeByName('prof');
afterAll(closeRuns);

const SMALL = {
  ...{ reward_funcs: 'answerFolded,sentenceFacts', 'sentenceFacts.weight': '0', max_completion_length: '6' },
  ...{ 'processFilter.remove': '2', num_iterations: '1', learning_rate: '0.5', seed: '3' },
};
const config = (leaves: Readonly<Record<string, string>> = {}) => small(recipe, { ...SMALL, ...leaves });

describe('prof', () => {
  test('off is the run without its filter, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(config(), recipe), await answeringBundle());
    const without = await run(
      turnOff(config(), { ...recipe, off: { remove: ['processFilter', 'sentenceFacts'] } }),
      await answeringBundle(),
    );
    expect(off.theta).toEqual(without.theta);
    for (const [i, metrics] of without.metrics.entries()) expect(off.metrics[i]).toMatchObject(metrics);
    expect(values(without, 'grad_norm').every((norm) => norm > 0)).toBe(true);
    expect(values(off, 'processFilter/kept')).toEqual([1, 1, 1]);
  });

  test(
    'on it is another run: half of each group stays, the sides as even as they can be',
    { timeout: 300_000 },
    async () => {
      const on = await run(config({ entropy_coef: '0' }), await answeringBundle());
      const off = await run(turnOff(config({ entropy_coef: '0' }), recipe), await answeringBundle());
      expect(notFinite(on)).toEqual([]);
      expect(on.theta).not.toEqual(off.theta);
      expect(values(on, 'processFilter/kept')).toEqual([0.5, 0.5, 0.5]);
      for (const group of on.groups.flat()) {
        const right = group.rollouts.map(({ rewards }) => rewards['answerFolded']!);
        const count = right.reduce((sum, own) => sum + own, 0);
        const kept = Math.min(2, Math.max(0, count === 0 ? 0 : count === 4 ? 2 : 1));
        // Of a group with both sides one right and one wrong answer stay: their advantages are ±1/√2, all others 0.
        const advantages = group.rollouts.map(({ advantage }) => advantage).filter((value) => value !== 0);
        expect(advantages.toSorted((a, b) => a - b).map((value) => Math.round(value * 1e4) / 1e4)).toEqual(
          kept === 1 ? [-0.7071, 0.7071] : [],
        );
        for (const { advantage, signals } of group.rollouts)
          if (advantage === 0 && kept === 1) expect(Math.max(...signals!['coef']!.map(Math.abs))).toBe(0);
      }
      expect(new Set(values(on, 'processFilter/right')).size).toBeGreaterThan(1);
      expect(on.groups).toHaveLength(STEPS);
    },
  );
});
