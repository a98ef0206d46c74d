// What: the baselines SAPO, REINFORCE++ and MaxRL on the tiny bundle: their advantages against verl's loops and the formula of the
// paper, and what each is where its own part is idle.
import { afterAll, expect, test } from 'vitest';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import { recipeByName } from '../../src/config/recipes.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { usesOf } from '../../src/config/uses.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { closeRuns, notFinite, run, small, values } from './offSwitch/shortRun.ts';
import type { Ran } from './offSwitch/shortRun.ts';

const LONG = { timeout: 300_000 };
afterAll(closeRuns);

const answersOf = ({ groups }: Ran, step: number) => groups[step]!.flatMap(({ rollouts }) => rollouts);
const far = (a: Float32Array, b: Float32Array) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

test('reinforce_plus_plus: returns with the KL of all later tokens, whitened over the batch', LONG, async () => {
  const ran = await run(small(recipeByName('reinforce_plus_plus'), { 'futureLogRatio.beta': '0.5' }));
  expect(notFinite(ran)).toEqual([]);
  for (const step of [0, 2]) {
    // verl: token rewards are −beta·KL, the last one with the score; a running sum from the back; masked_whiten.
    const returns = answersOf(ran, step).map(({ tokens, signals, reward }) => {
      const made: number[] = [];
      let running = 0;
      for (let t = tokens.length - 1; t >= 0; t--) {
        const kl = tokens[t]!.logProb - signals!['ref/logProb']![t]!;
        running += (t === tokens.length - 1 ? reward : 0) - 0.5 * kl;
        made.unshift(running);
      }
      return made;
    });
    const all = returns.flat();
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1);
    answersOf(ran, step).forEach(({ signals }, r) => {
      returns[r]!.forEach((value, t) =>
        expect(signals!['advantage']![t]!).toBeCloseTo((value - mean) / Math.sqrt(variance + 1e-8), 3),
      );
    });
    expect(new Set(all.map((value) => value.toFixed(4))).size).toBeGreaterThan(step === 0 ? 1 : 20);
  }
});

test('reinforce_plus_plus without its KL is the estimator of that name, to the last bit', LONG, async () => {
  const plain = small(recipeByName('reinforce_plus_plus'), { 'futureLogRatio.beta': '0' });
  const estimator = setLeaves(plain, [
    ['shapers', ''],
    ['advantage_estimator', 'reinforce_plus_plus'],
    ['advantage_baseline', 'group_mean'],
    ['scale_rewards', 'group'],
  ]);
  const [own, other] = [await run(plain), await run(validateConfig(estimator))];
  expect(own.theta).toEqual(other.theta);
  expect(values(own, 'grad_norm').every((norm) => norm > 0)).toBe(true);
});

test('max_rl: each answer counts by one over the share of right ones', LONG, async () => {
  const rewards = { reward_funcs: 'lengthWindow', 'lengthWindow.length_min': '12', 'lengthWindow.length_slope': '1' };
  const ran = await run(small(recipeByName('max_rl'), rewards));
  expect(notFinite(ran)).toEqual([]);
  const groups = ran.groups.flat();
  for (const { rollouts } of groups) {
    const mean = rollouts.reduce((sum, { reward }) => sum + reward, 0) / rollouts.length;
    for (const { reward, signals, tokens } of rollouts)
      for (let t = 0; t < tokens.length; t++)
        expect(signals!['advantage']![t]!).toBeCloseTo(reward / (mean + 1e-4) - mean / (mean + 1e-4), 4);
  }
  expect(groups.some(({ rollouts }) => new Set(rollouts.map(({ reward }) => reward)).size > 1)).toBe(true);
});

test('sapo is grpo while the ratio is 1, and another run when it moves', LONG, async () => {
  const as = (loss_type: string, num_iterations: string) =>
    run(small(recipeByName('sapo'), loss_type === 'sapo' ? { num_iterations } : { num_iterations, loss_type }));
  // One update of a batch: the slope of 4/τ·σ(τ(ρ − 1)) at ρ = 1 is 1, whatever τ.
  const [gate, clip] = [await as('sapo', '1'), await as('grpo', '1')];
  expect(notFinite(gate)).toEqual([]);
  expect(far(gate.theta, clip.theta)).toBeLessThan(1e-5);
  const [moved, clipped] = [await as('sapo', '2'), await as('grpo', '2')];
  expect(far(moved.theta, clipped.theta)).toBeGreaterThan(1e-4);
});

test('dapo has the four parts of its paper', () => {
  const config = applyRecipe(defaultConfig(), recipeByName('dapo'));
  expect(config.loss).toMatchObject({ loss_type: 'dapo', epsilon: 0.2, epsilon_high: 0.28 });
  expect(config.sampling.dynamic_sample).toBe(true);
  const ramp = usesOf(config, 'reward').find(({ block }) => block === 'overlongRamp')!;
  // The last fifth of the longest length.
  expect(ramp['soft_punish_cache']).toBe(Math.round(config.sampling.max_completion_length / 5));
});
