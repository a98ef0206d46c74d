// What: RECAP's weights: on average 1, equal for a large temperature, what improves gains (paper) or loses (code); and the controller
// that moves leaves by them. The golden cases (tests/golden/systems/recap.ts) hold the numbers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { getLeaf, setLeaves, withLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { block } from '../../src/control/recapWeights.ts';
import { objectiveWeights } from '../../src/control/weights/objectiveWeights.ts';
import type { WeightSettings } from '../../src/control/weights/objectiveWeights.ts';

const settings = (change: Partial<WeightSettings> = {}): WeightSettings => ({
  ...{ follows: 'paper', window: 2, temperature: 5, alpha: 0.5, branch: 'rl' },
  ...change,
});
const lambdas = (weights: ReturnType<typeof objectiveWeights>) => Object.values(weights).map(({ lambda }) => lambda);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the weights of objectives', () => {
  const losses = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 1, maxLength: 9 });
  const history = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), losses, { minKeys: 1, maxKeys: 5 });
  test.each(['paper', 'code'] as const)('are 1 on average and equal for T → ∞ (%s)', (follows) => {
    fc.assert(
      fc.property(history, fc.constantFrom('rl' as const, 'sft' as const), (past, branch) => {
        const own = lambdas(objectiveWeights(past, settings({ follows, branch, temperature: 1 })));
        expect(mean(own)).toBeCloseTo(1, 9);
        for (const value of own) expect(value).toBeGreaterThanOrEqual(0);
        const bounded = Object.fromEntries(Object.entries(past).map(([name, own]) => [name, own.map((x) => 1 + x)]));
        for (const value of lambdas(objectiveWeights(bounded, settings({ follows, branch, temperature: 1e9 }))))
          expect(value).toBeCloseTo(1, 6);
      }),
    );
  });

  test('paper: what still falls gains; all are equal until each has 2W losses', () => {
    const past = { falls: [1, 0.9, 0.6, 0.5], rests: [0.5, 0.5, 0.5, 0.5], rises: [0.4, 0.5, 0.6, 0.7] };
    const { falls, rests, rises } = objectiveWeights(past, settings({ temperature: 0.5 }));
    expect(rests!.c).toBeCloseTo(1, 12);
    expect(rests!.i).toBe(0);
    expect(falls!.lambda).toBeGreaterThan(rests!.lambda);
    expect(rises!.c).toBeLessThan(1);
    const short = objectiveWeights({ ...past, rests: [0.5, 0.5, 0.5] }, settings());
    for (const { lambda, c, i } of Object.values(short))
      expect({ lambda, c, i }).toEqual({ lambda: 1, c: null, i: null });
  });

  test('code: a reward that improves loses weight, from the first steps on', () => {
    const { rises, rests } = objectiveWeights(
      { rises: [0.4, 0.8], rests: [0.5, 0.5] },
      settings({ follows: 'code', alpha: 1 }),
    );
    expect(rises!.lambda).toBeLessThan(rests!.lambda);
    const losses = objectiveWeights(
      { falls: [0.8, 0.4], rests: [0.5, 0.5] },
      settings({ follows: 'code', alpha: 1, branch: 'sft' }),
    );
    expect(losses['falls']!.lambda).toBeLessThan(losses['rests']!.lambda);
  });
});

describe('the controller', () => {
  const leaves = { get: getLeaf, set: withLeaf };
  const config = setLeaves(defaultConfig(), [
    ['reward_funcs', 'format,answerFolded'],
    ['format.weight', '0.4'],
    ['loss_terms', 'expertNll:nll,expertNll:other'],
    ['nll.coef', '2'],
  ]);
  const own = (change: object = {}) => ({ ...defaultsOf(block, 'recap'), window: 1, temperature: 1, ...change });
  const last = (format: number, answer: number, nll?: number) => ({
    ...{ 'rewards/format/mean': format, 'rewards/answerFolded/mean': answer, 'other/nll': 1 },
    ...(nll !== undefined && { 'nll/nll': nll }),
  });
  /** After some finished steps. */
  function after(steps: readonly Readonly<Record<string, number>>[], given: ReturnType<typeof own>) {
    let state = block.start();
    let made = block.move(config, { seed: 0, step: 0, state, last: null, ...leaves }, given);
    steps.forEach((metrics, k) => {
      ({ state } = made);
      made = block.move(config, { seed: 0, step: k + 1, state, last: metrics, ...leaves }, given);
    });
    return made;
  }

  test('multiplies the weights of rewards and terms, and leaves all others alone', () => {
    const { config: moved, metrics } = after([last(0.2, 0.5, 2), last(0.6, 0.5, 2)], own());
    const lambda = (name: string) => metrics![`recap/lambda/${name}`]!;
    // format: losses 0.8, 0.4 → c = 2, σ = 0.4, i = 0.4/1.2; the others rest: c = 1, i = 0.
    const score = Math.exp(2 + 1 / 3);
    expect(lambda('format')).toBeCloseTo((4 * score) / (score + 3 * Math.E), 9);
    expect(getLeaf(moved, 'format.weight')).toBeCloseTo(0.4 * lambda('format'), 12);
    expect(getLeaf(moved, 'nll.coef')).toBeCloseTo(2 * lambda('nll'), 12);
    expect(metrics!['control/answerFolded.weight']).toBe(getLeaf(moved, 'answerFolded.weight'));
    expect({ ...moved, reward: config.reward, auxiliaryLoss: config.auxiliaryLoss }).toEqual(config);
    expect(moved.auxiliaryLoss.beta).toBe(config.auxiliaryLoss.beta);
  });

  test('keeps 2W values per objective; a step in which a term gave none does not count for it', () => {
    const steps = [last(0.1, 0.5, 3), last(0.2, 0.5), last(0.3, 0.5, 4), last(0.4, 0.5)];
    const { state, metrics } = after(steps, own());
    expect(state['format']!.map((loss) => Number(loss.toFixed(9)))).toEqual([0.7, 0.6]);
    expect(state['nll']).toEqual([3, 4]);
    expect(metrics!['recap/c/nll']).toBeCloseTo(3 / 4, 9);
    expect(after(steps.slice(0, 2), own()).metrics!['recap/lambda/format']).toBe(1);
    expect(after([], own()).config).toEqual(config);
  });

  test('a reward at its maximum takes all the weight, unless its loss has a floor', () => {
    const steps = [last(0.5, 0.5, 2), last(1, 0.5, 2)];
    expect(after(steps, own()).metrics!['recap/lambda/format']).toBeCloseTo(4, 9);
    const held = after(steps, own({ temperature: 100, loss_floor: 0.1 })).metrics!;
    expect(held['recap/c/format']).toBeCloseTo(5, 9);
    expect(held['recap/lambda/format']).toBeLessThan(1.1);
  });

  test('code: rewards and terms are weighed apart', () => {
    const { metrics } = after([last(0.2, 0.5, 2), last(0.6, 0.5, 2)], own({ follows: 'code' }));
    const of = (name: string) => metrics![`recap/lambda/${name}`]!;
    expect(of('format') + of('answerFolded')).toBeCloseTo(2, 9);
    expect(of('format')).not.toBeCloseTo(of('answerFolded'), 3);
    expect(metrics!['recap/c/format']).toBeCloseTo(0.2 / 0.6, 9);
    expect(of('nll')).toBeCloseTo(1, 12);
    expect(of('other')).toBeCloseTo(1, 12);
  });

  test('moves only what it is asked to, and refuses what is no objective', () => {
    const { config: moved } = after(
      [last(0.2, 0.5, 2), last(0.6, 0.5, 2)],
      own({ objectives: ['format', 'answerFolded'] }),
    );
    expect(getLeaf(moved, 'nll.coef')).toBe(2);
    expect(getLeaf(moved, 'format.weight')).not.toBe(0.4);
    const wrong = [['controllers', '[{"block":"recapWeights","objectives":["formt"]}]']] as const;
    expect(() => validateConfig(setLeaves(config, wrong))).toThrow(
      /recapWeights.objectives names 'formt'.*name some of format, answerFolded/,
    );
  });
});
