// What: VOGUE on the tiny bundle: without branches and with alphas of 0 a run is the run without its blocks, to the last bit; with
// them each question is asked twice, the bonus is that of the two signals, and one answer of each pair is taught.
import { afterAll, describe, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { closeRuns, notFinite, run, small, STEPS, values } from './shortRun.ts';

const recipe = recipeByName('vogue');
afterAll(closeRuns);

describe('vogue', () => {
  test('off is the run without its blocks, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(small(recipe), recipe));
    const remove = ['twoBranches', 'uncertainty', 'entropyBonus', 'noisy'];
    const without = await run(turnOff(small(recipe), { ...recipe, off: { remove } }));
    expect(off.theta).toEqual(without.theta);
    for (const [i, metrics] of without.metrics.entries()) expect(off.metrics[i]).toMatchObject(metrics);
    expect(values(without, 'grad_norm').every((norm) => norm > 0)).toBe(true);
    expect(values(off, 'uncertainty/bonus')).toEqual([0, 0, 0]);
  });

  test(
    'on: two branches, each normalised on its own, capped bonuses, one answer of each pair',
    { timeout: 300_000 },
    async () => {
      const on = await run(small(recipe, { num_iterations: '1', 'twoBranches.total_steps': '3', entropy_coef: '0' }));
      expect(notFinite(on)).toEqual([]);
      expect(values(on, 'twoBranches/p_noisy').map((p) => Math.round(p * 1e6) / 1e6)).toEqual([1, 0.666667, 0.333333]);
      expect(values(on, 'clean/symmetricKl/mean').every((value) => value > 0)).toBe(true);
      expect(on.groups).toHaveLength(STEPS);
      let taughtNoisy = 0;
      for (const [step, [clean, noisy]] of on.groups.entries()) {
        expect(noisy!.promptId).toBe(clean!.promptId);
        for (const [branch, { rollouts }] of [clean!, noisy!].entries()) {
          const rewards = rollouts.map(({ reward }) => reward);
          const mean = rewards.reduce((sum, own) => sum + own, 0) / rewards.length;
          const std = Math.sqrt(rewards.reduce((sum, own) => sum + (own - mean) ** 2, 0) / (rewards.length - 1));
          for (const { reward, tokens, signals } of rollouts) {
            const A = (reward - mean) / (std + 1e-6);
            const u = signals!['clean/symmetricKl']!;
            if (branch === 0) expect(Math.max(...u)).toBe(0);
            tokens.forEach(({ entropy }, t) => {
              const most = Math.abs(A) / 2;
              const expected = A + Math.min(most, 0.4 * entropy) + Math.min(most, u[t]!);
              expect(signals!['advantage']![t]).toBeCloseTo(expected, 4);
            });
          }
        }
        clean!.rollouts.forEach(({ signals, advantage }, g) => {
          const size = (own: Float32Array) => Math.max(...own.map(Math.abs));
          const [first, second] = [size(signals!['coef']!), size(noisy!.rollouts[g]!.signals!['coef']!)];
          expect(Math.min(first, second)).toBe(0);
          if (step === 0 && advantage !== 0) expect(first).toBe(0);
          if (second > 0) taughtNoisy += 1;
        });
      }
      expect(taughtNoisy).toBeGreaterThan(0);
    },
  );
});
