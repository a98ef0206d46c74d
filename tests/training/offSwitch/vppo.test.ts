// What: VPPO on the tiny bundle: switched off it is, to the last bit, the run without its blocks; on, it teaches exactly the share of
// the tokens that it names, its scales have mean 1, and a step whose questions all lie outside the window changes nothing.
import { afterAll, describe, expect, test } from 'vitest';
import { applyRecipe, turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { diffConfigs, setLeaves, withLeaf } from '../../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import { NodeSession, policyIn, tinyConfig } from '../nodeSession.ts';

const recipe = recipeByName('vppo');
const STEPS = 3;
const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

/** As the recipe, but small; a reward that the tiny network can earn, and an entropy bonus for a gradient whatever it earns. */
function small(leaves: Readonly<Record<string, string>> = {}): Config {
  const sizes = diffConfigs(tinyConfig(), defaultConfig()).filter(({ name }) => !name.includes('.'));
  const tiny = sizes.reduce((made, { name, a }) => withLeaf(made, name, a), applyRecipe(defaultConfig(), recipe));
  const own = {
    num_iterations: '2',
    learning_rate: '1',
    max_completion_length: '12',
    reward_funcs: 'repetition',
    'repetition.ngram_size': '1',
    'passWindow.reward': 'repetition',
  };
  return validateConfig(setLeaves(tiny, Object.entries({ ...own, ...leaves })));
}

/** Every group counts. */
const ALL = { 'passWindow.low': '-10', 'passWindow.high': '10' };

async function run(config: Config) {
  const session = await NodeSession.ready(config);
  open.push(session);
  await session.must({ type: 'start', steps: STEPS });
  const groups = session.of('stepDone').map(({ groups: own }) => own);
  return { theta: policyIn(await session.checkpoint()).theta, metrics: session.metrics(), groups };
}

describe('vppo', () => {
  test('off is the run without its blocks, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(small(), recipe));
    const remove = ['passWindow', 'topShare', 'trajectoryScale', 'entropyPenalty', 'masked'];
    const without = await run(turnOff(small(), { ...recipe, off: { remove } }));
    expect(off.theta).toEqual(without.theta);
    for (const [i, metrics] of without.metrics.entries()) expect(off.metrics[i]).toMatchObject(metrics);
    expect(without.metrics.every(({ grad_norm }) => grad_norm! > 0)).toBe(true);
    // Off, it still measures, and keeps every token.
    expect(off.metrics.map((metrics) => metrics['topShare/kept'])).toEqual([1, 1, 1]);
    expect(off.metrics[1]!['topShare/mean']).toBeGreaterThan(0);
    expect(without.metrics[0]).not.toHaveProperty('topShare/mean');
  });

  test('on it is another run: finite, ceil(0.4 n) tokens of every answer taught', { timeout: 300_000 }, async () => {
    const [on, off] = [await run(small(ALL)), await run(turnOff(small(), recipe))];
    expect(on.theta).not.toEqual(off.theta);
    for (const metrics of on.metrics)
      for (const [name, value] of Object.entries(metrics)) expect(value, name).toSatisfy(Number.isFinite);
    for (const name of ['topShare/mean', 'topShare/mean_kept', 'trajectoryScale/scale_max'])
      expect(new Set(on.metrics.map((metrics) => metrics[name])).size, name).toBe(STEPS);
    const answers = on.groups.flat().flatMap(({ rollouts }) => rollouts);
    expect(new Set(answers.map(({ ids }) => ids!.length)).size).toBeGreaterThan(1);
    for (const { ids, signals } of answers) {
      const [weight, divergence] = [signals!['weight']!, signals!['masked/divergence']!];
      const kept = [...weight.keys()].filter((t) => weight[t] === 1);
      expect(kept).toHaveLength(Math.ceil(0.4 * ids!.length));
      const least = Math.min(...kept.map((t) => divergence[t]!));
      for (const [t, value] of divergence.entries()) if (!kept.includes(t)) expect(value).toBeLessThanOrEqual(least);
      // What is not kept has no share in the gradient but for the entropy penalty: dL/dlog p of the policy term is 0.
      for (const [t, value] of signals!['coef']!.entries()) if (!kept.includes(t)) expect(Math.abs(value)).toBe(0);
    }
    const kept = answers.slice(0, 8).reduce((sum, { ids }) => sum + Math.ceil(0.4 * ids!.length), 0);
    const all = answers.slice(0, 8).reduce((sum, { ids }) => sum + ids!.length, 0);
    expect(on.metrics[0]!['topShare/kept']).toBeCloseTo(kept / all, 6);
    expect(on.metrics[0]!['loss/entropyPenalty']).toBeCloseTo(
      0.06 * on.metrics[0]!['entropyPenalty/entropy_estimate']!,
      6,
    );
  });

  test('the advantages of a group are scaled by 1 on average over the step', { timeout: 300_000 }, async () => {
    // The same first step with and without the scale: their quotient is the scale.
    const scaled = (await run(small(ALL))).groups[0]!;
    const plain = (await run(small({ ...ALL, 'trajectoryScale.scale_min': '1' }))).groups[0]!;
    const before = plain.flatMap(({ rollouts }) => rollouts.map(({ advantage }) => advantage));
    const after = scaled.flatMap(({ rollouts }) => rollouts.map(({ advantage }) => advantage));
    const scores = scaled.flatMap(({ rollouts }) =>
      rollouts.map(({ signals }) => {
        const own = signals!['masked/divergence']!;
        return own.reduce((sum, value) => sum + value, 0) / own.length;
      }),
    );
    const [low, high] = [Math.min(...scores), Math.max(...scores)];
    const u = scores.map((score) => (score - low) / (high - low));
    const top = 0.9 + 0.1 / (u.reduce((a, b) => a + b, 0) / u.length);
    expect(before.some((value) => value !== 0)).toBe(true);
    after.forEach((value, r) => expect(value).toBeCloseTo(before[r]! * (0.9 + u[r]! * (top - 0.9)), 4));
  });

  test(
    'where every question lies outside the window nothing is learned, and nothing breaks',
    { timeout: 300_000 },
    async () => {
      const { metrics, theta, groups } = await run(small({ 'passWindow.low': '9', 'passWindow.high': '10' }));
      expect(metrics.map((step) => step['passWindow/kept'])).toEqual([0, 0, 0]);
      for (const step of metrics)
        for (const [name, value] of Object.entries(step)) expect(value, name).toSatisfy(Number.isFinite);
      expect(metrics.every(({ grad_norm }) => grad_norm === 0)).toBe(true);
      // A window whose border lies between the two groups of the first step lets one of them in.
      const means = groups[0]!.map(({ rollouts }) => rollouts.reduce((sum, { reward }) => sum + reward, 0) / 4);
      const between = String((means[0]! + means[1]!) / 2);
      const half = await run(small({ 'passWindow.low': between, 'passWindow.high': '10' }));
      expect(half.metrics[0]!['passWindow/kept']).toBe(0.5);
      expect(half.theta).not.toEqual(theta);
    },
  );
});
