// What: ARES on the tiny bundle, whose random policy says “at” and answers here: three steps of the recipe, in which reward, weights and
// threshold are what the formulas say; and without its bonus and controllers the same bits as the same settings without them, and
// the numbers of a plain KL.
import { afterAll, describe, expect, test } from 'vitest';
import { DIFFICULTIES, effortBonus, movedAlpha } from '../../../src/4-rewards/effort.ts';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { validateConfig } from '../../../src/config/validateConfig.ts';
import { answeringBundle } from '../answerBundle.ts';
import { closeRuns, notFinite, run, small, STEPS, values } from './shortRun.ts';

const recipe = recipeByName('ares');
afterAll(closeRuns);

const textOf = (letter: string) => {
  if (letter < 'L') return ' at ';
  return `<answer>${letter < 'T' ? 'red' : 'blue'}</answer>`;
};
const bundle = () => answeringBundle(textOf);
const SMALL = {
  reward_funcs: JSON.stringify(recipe.reward!.reward_funcs),
  ...{ num_iterations: '1', learning_rate: '0.5', entropy_coef: '0.01', seed: '3' },
  ...{ 'triggers.words': 'at', 'triggers.window': '1' },
};
const config = (more: Readonly<Record<string, string>> = {}) => small(recipe, { ...SMALL, ...more });
const without = (leaves: Readonly<Record<string, string>>) =>
  validateConfig(setLeaves(turnOff(config(), recipe), Object.entries(leaves)));
const PLAIN = { data_rules: '[]', probes: '[]' };

describe('ares', () => {
  test('three steps: the bonus of every answer, and what moves between them', { timeout: 300_000 }, async () => {
    const on = await run(config(), await bundle());
    expect(notFinite(on)).toEqual([]);
    const alphas = { easy: 0.5, medium: 0.5, hard: 0.5 };
    const paid = new Set<number>();
    for (const [k, metrics] of on.metrics.entries()) {
      for (const { reward, rewards } of on.groups[k]!.flatMap(({ rollouts }) => rollouts)) {
        const { answerFolded: right, difficulty, triggerTarget: target, effort } = rewards as Record<string, number>;
        expect(reward).toBeCloseTo(right! + effort!, 5);
        const level = DIFFICULTIES[difficulty!]!;
        // The count is the one that gives this bonus: there are at most eleven.
        const bonuses = Array.from({ length: 12 }, (_, n) => effortBonus(level, right!, n, target!, alphas[level]));
        expect(Math.min(...bonuses.map((bonus) => Math.abs(bonus - effort!)))).toBeLessThan(1e-5);
        paid.add(effort!);
      }
      const shares = DIFFICULTIES.map((level) => metrics[`difficulties/share/${level}`]!);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const level of DIFFICULTIES) {
        expect(metrics[`effortAlpha/alpha/${level}`]).toBeCloseTo(alphas[level], 9);
        const gap = metrics[`difficulties/gap/${level}`];
        if (gap !== undefined) alphas[level] = movedAlpha(alphas[level], level, gap);
      }
    }
    expect(paid.size).toBeGreaterThan(3);
    expect(Object.values(alphas).some((alpha) => alpha !== 0.5)).toBe(true);
    const [first, second] = values(on, 'triggers/percentile');
    expect(values(on, 'triggers/threshold')).toEqual([first, first, expect.closeTo(0.99 * first! + 0.01 * second!, 9)]);
    expect(new Set(values(on, 'triggers/count/mean')).size).toBe(STEPS);
    // The reference was the policy in the first step: from the second on there is a KL, and its strengths move.
    const strengths = on.metrics.map((metrics) =>
      DIFFICULTIES.map((level) => metrics[`difficultyBeta/beta/${level}`]!),
    );
    expect(strengths[0]).toEqual([1, 1, 1]);
    expect(strengths[2]!.some((beta) => beta !== 1)).toBe(true);
  });

  test('off is the run without its blocks, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(config(), recipe), await bundle());
    const rewards = JSON.stringify(['answerFolded', { block: 'difficulty', weight: 0 }]);
    const plain = await run(without({ reward_funcs: rewards, controllers: 'lrSchedule', ...PLAIN }), await bundle());
    expect(off.theta).toEqual(plain.theta);
    for (const [i, metrics] of plain.metrics.entries()) expect(off.metrics[i]).toMatchObject(metrics);
    expect(plain.metrics[0]).not.toHaveProperty('triggers/count/mean');
    expect(values(off, 'rewards/effort/mean')).toEqual([0, 0, 0]);
    expect(values(plain, 'grad_norm').every((norm) => norm > 0)).toBe(true);
    expect(new Set(values(off, 'rewards/answerFolded/mean')).size).toBeGreaterThan(1);
  });

  test('with strengths of 1 the term is the KL of the loss', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(config({ 'difficultyKl.coef': '0.5' }), recipe), await bundle());
    const rewards = { reward_funcs: 'answerFolded', loss_terms: '[]', beta: '0.5', kl_max: '10' };
    const plain = await run(without({ ...rewards, controllers: 'lrSchedule', ...PLAIN }), await bundle());
    plain.theta.forEach((value, i) => expect(off.theta[i]).toBeCloseTo(value, 5));
    const other = await run(without({ ...rewards, beta: '0', controllers: 'lrSchedule', ...PLAIN }), await bundle());
    const moved = Math.max(...other.theta.map((value, i) => Math.abs(value - plain.theta[i]!)));
    expect(moved).toBeGreaterThan(1e-4);
  });
});
