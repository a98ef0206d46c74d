// What: SophiaVL-R1 on the tiny bundle, whose random policy thinks and answers here: with weight 0 a run is the run without judge and
// trust, to the last bit; with it, right answers of mixed groups are paid for what the judge says of their thinking.
import { afterAll, describe, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { answeringBundle } from '../answerBundle.ts';
import { closeRuns, notFinite, run, small, values } from './shortRun.ts';

const recipe = recipeByName('sophiavl_r1');
afterAll(closeRuns);

const written = (letter: string) =>
  `<think>${letter < 'G' || letter > 'S' ? 'a' : 'b c'}</think><answer>${letter < 'N' ? 'red' : 'blue'}</answer>`;
const SMALL = {
  ...{ reward_funcs: 'answerFolded,thinkingTrust,trustedThinking', max_completion_length: '4', num_iterations: '1' },
  ...{ 'thinkingTrust.weight': '0', 'trustedThinking.weight': '0.3', learning_rate: '0.5', seed: '3' },
  ...{ 'judge.yes': 'y', 'judge.no': 'n', 'judge.levels': '0' },
};
const config = () => small(recipe, SMALL);
const bundle = () => answeringBundle(written);

describe('sophiavl_r1', () => {
  test('off is the run without its judge, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(config(), recipe), await bundle());
    const without = await run(
      turnOff(config(), { ...recipe, off: { remove: ['trustedThinking', 'thinkingTrust', 'judge'] } }),
      await bundle(),
    );
    expect(off.theta).toEqual(without.theta);
    for (const [i, metrics] of without.metrics.entries()) expect(off.metrics[i]).toMatchObject(metrics);
    expect(values(without, 'grad_norm').every((norm) => norm > 0)).toBe(true);
    expect(values(off, 'judge/score/mean').every((value) => value > 0)).toBe(true);
    expect(without.metrics[0]).not.toHaveProperty('judge/score/mean');
  });

  test(
    'on it is another run; the judge is heard about right answers of mixed groups',
    { timeout: 300_000 },
    async () => {
      const [on, off] = [await run(config(), await bundle()), await run(turnOff(config(), recipe), await bundle())];
      expect(notFinite(on)).toEqual([]);
      expect(on.theta).not.toEqual(off.theta);
      expect(new Set(values(on, 'rewards/trustedThinking/mean')).size).toBeGreaterThan(1);
      const paid = new Set<boolean>();
      on.groups.forEach((groups, step) => {
        for (const { rollouts } of groups) {
          const right = rollouts.map(({ rewards }) => rewards['answerFolded'] === 1);
          const isMixed = right.includes(true) && right.includes(false);
          for (const [g, { rewards, reward }] of rollouts.entries()) {
            // Wrong answers are not judged: the trust is whole, and fades.
            expect(rewards['thinkingTrust']).toBeCloseTo(isMixed ? Math.exp(-step / 500) : 0, 5);
            if (!right[g] || !isMixed) expect(rewards['trustedThinking']).toBe(0);
            expect(reward).toBeCloseTo(rewards['answerFolded']! + 0.3 * rewards['trustedThinking']!, 5);
            paid.add(rewards['trustedThinking']! > 0);
          }
        }
      });
      expect(paid).toEqual(new Set([true, false]));
    },
  );
});
