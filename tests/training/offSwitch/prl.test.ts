// What: PRL on the tiny bundle: with beta 0 a run is the run without its shaper, to the last bit; with it, another one, and the
// advantages of a group's tokens are what is left of A after the drift that is still to come.
import { afterAll, describe, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { closeRuns, notFinite, run, small, STEPS, values } from './shortRun.ts';

const recipe = recipeByName('prl');
afterAll(closeRuns);

describe('prl', () => {
  test('off is the run without its shaper, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(small(recipe), recipe));
    const without = await run(turnOff(small(recipe), { ...recipe, off: { remove: ['futureLogRatio'] } }));
    expect(off.theta).toEqual(without.theta);
    for (const [i, metrics] of without.metrics.entries()) expect(off.metrics[i]).toMatchObject(metrics);
    expect(values(without, 'grad_norm').every((norm) => norm > 0)).toBe(true);
    // Off, it still measures.
    expect(off.metrics[2]!['futureLogRatio/log_ratio']).not.toBe(0);
    expect(values(off, 'futureLogRatio/correction')).toEqual([0, 0, 0]);
    expect(without.metrics[0]).not.toHaveProperty('futureLogRatio/log_ratio');
  });

  test('on it is another run: each token pays for the drift from there on', { timeout: 300_000 }, async () => {
    const settings = { 'futureLogRatio.beta': '0.5' };
    const [on, off] = [await run(small(recipe, settings)), await run(turnOff(small(recipe), recipe))];
    expect(notFinite(on)).toEqual([]);
    expect(on.theta).not.toEqual(off.theta);
    expect(new Set(values(on, 'futureLogRatio/log_ratio')).size).toBe(STEPS);
    // In the first step policy and reference are one: nothing is paid. Later the first token pays for the whole answer.
    expect(on.metrics[0]!['futureLogRatio/correction']).toBeLessThan(1e-4);
    expect(on.metrics[2]!['futureLogRatio/correction']).toBeGreaterThan(1e-3);
    const answers = on.groups[2]!.flatMap(({ rollouts }) => rollouts);
    for (const { tokens, signals } of answers) {
      const drift = tokens.map(({ logProb }, t) => logProb - signals!['ref/logProb']![t]!);
      const A = signals!['advantage']!;
      for (let t = 0; t + 1 < tokens.length; t++) expect(A[t + 1]! - A[t]!).toBeCloseTo(0.5 * drift[t]!, 4);
    }
    const mean = answers.reduce(
      (sum, { tokens, signals }) =>
        sum + tokens.reduce((own, { logProb }, t) => own + logProb - signals!['ref/logProb']![t]!, 0) / answers.length,
      0,
    );
    expect(on.metrics[2]!['futureLogRatio/log_ratio']).toBeCloseTo(mean, 4);
  });
});
