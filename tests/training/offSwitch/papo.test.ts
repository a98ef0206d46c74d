// What: PAPO on the tiny bundle: with its coefficients at 0 a run is the run without its blocks, to the last bit; with them it is
// another one, finite, and its divergence moves; annealing reaches the terms.
import { afterAll, describe, expect, test } from 'vitest';
import { applyRecipe, turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { RECIPES } from '../../../src/config/recipes.ts';
import { diffConfigs, setLeaf, withLeaf } from '../../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import { NodeSession, policyIn, tinyConfig } from '../nodeSession.ts';

const recipe = RECIPES.get('papo')!;
const STEPS = 3;
const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

/** As the recipe, but small; a bonus on the entropy gives a gradient whatever the rewards are; two updates, so that the ratio moves. */
function small(leaves: Readonly<Record<string, string>> = {}): Config {
  const sizes = diffConfigs(tinyConfig(), defaultConfig());
  const tiny = sizes.reduce(
    (config, { name, a }) => (name.includes('.') ? config : withLeaf(config, name, a)),
    applyRecipe(defaultConfig(), recipe),
  );
  const all = Object.entries({ entropy_coef: '0.1', num_iterations: '2', learning_rate: '1', ...leaves });
  return validateConfig(all.reduce((config, [name, text]) => setLeaf(config, name, text), tiny));
}

async function run(config: Config) {
  const session = await NodeSession.ready(config);
  open.push(session);
  await session.must({ type: 'start', steps: STEPS });
  const { theta } = policyIn(await session.checkpoint());
  const tokens = session
    .of('stepDone')
    .map(({ groups }) => groups.map(({ rollouts }) => rollouts.map(({ text }) => text)));
  return { theta, tokens, metrics: session.metrics() };
}

const common = (a: Record<string, number>[], b: Record<string, number>[]) =>
  a.map((metrics, step) =>
    Object.fromEntries(
      Object.keys(metrics)
        .filter((name) => name in b[step]!)
        .map((name) => [name, metrics[name]]),
    ),
  );

describe('papo', () => {
  test('off is the run without its blocks, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(small(), recipe));
    const without = await run(
      turnOff(small(), { ...recipe, off: { remove: ['perception', 'maskedEntropy', 'cleanEntropy', 'masked'] } }),
    );
    expect(off.tokens).toEqual(without.tokens);
    expect(off.theta).toEqual(without.theta);
    expect(Object.keys(without.metrics[0]!).filter((name) => !(name in off.metrics[0]!))).toEqual([]);
    expect(common(off.metrics, without.metrics)).toEqual(without.metrics);
    expect(without.metrics.every(({ grad_norm }) => grad_norm! > 0)).toBe(true);
    // Off, it still measures.
    expect(off.metrics[0]!['perception/divergence']).toBeGreaterThan(0);
  });

  test('on it is another run, finite; its terms add up and its divergence moves', { timeout: 300_000 }, async () => {
    const [on, off] = [await run(small()), await run(turnOff(small(), recipe))];
    expect(on.theta).not.toEqual(off.theta);
    for (const metrics of on.metrics)
      for (const [name, value] of Object.entries(metrics)) expect(value, name).toSatisfy(Number.isFinite);
    const divergences = on.metrics.map((metrics) => metrics['perception/divergence']!);
    expect(new Set(divergences).size).toBe(STEPS);
    const [first] = on.metrics;
    expect(first!['loss/perception']).toBeCloseTo(-0.02 * divergences[0]!, 6);
    expect(first!['loss/maskedEntropy']).toBeCloseTo(0.05 * first!['maskedEntropy/entropy_estimate']!, 6);
    const share = ['perception', 'maskedEntropy', 'cleanEntropy'].reduce(
      (sum, name) => sum + first![`loss/${name}`]!,
      0,
    );
    expect(Math.abs(share)).toBeGreaterThan(0.01);
  });

  test('anneal moves the term and the guards with it', { timeout: 300_000 }, async () => {
    const controllers = JSON.stringify([
      { block: 'lrSchedule' },
      {
        block: 'anneal',
        leaf: 'perception.coef',
        from: 0.01,
        to: 0,
        total_steps: 2,
        also: ['maskedEntropy.coef', 'cleanEntropy.coef'],
      },
    ]);
    const { metrics } = await run(small({ controllers }));
    [0.01, 0.005, 0].forEach((coef, step) => {
      const at = metrics[step]!;
      expect(at['control/perception.coef']).toBeCloseTo(coef, 12);
      expect(at['control/cleanEntropy.coef']).toBeCloseTo((0.05 * coef) / 0.02, 12);
      expect(at['loss/cleanEntropy']).toBeCloseTo(((0.05 * coef) / 0.02) * at['cleanEntropy/entropy_estimate']!, 6);
    });
  });
});
