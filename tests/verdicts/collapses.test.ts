// What: rules on collapses and hacks at the edges of their thresholds, on made histories.
import { describe, expect, test } from 'vitest';
import { config, find, steps, zigzag } from './madeHistory.ts';
import type { Curve } from './madeHistory.ts';

describe('thresholds', () => {
  const fallen = (more: Readonly<Record<string, Curve>>, low = 0) =>
    steps(20, { reward: [...zigzag(12, 0.8, 0.05), ...zigzag(8, low, 0.0)], reward_std: 0.3, ...more });
  const turn = (before: number, after: number) => [
    ...new Array<number>(12).fill(before),
    ...new Array<number>(8).fill(after),
  ];

  test('a collapse needs a lost reward: half of the best window, or of the first step (0.85)', () => {
    const quiet = { entropy: turn(0.6, 0.05) };
    expect(find('collapsedEntropy', fallen(quiet, 0.42))).toMatchObject({ step: 13, goBackTo: 12 });
    expect(find('collapsedEntropy', fallen(quiet, 0.43))).toBeNull();
    expect(find('settled', fallen(quiet, 0.43))!.step).toBe(13);
    expect(find('settled', fallen(quiet, 0.42))).toBeNull();
  });

  test('quiet is a tenth of the first entropy, noise one and a half times', () => {
    expect(find('collapsedEntropy', fallen({ entropy: turn(0.6, 0.061) }))).toBeNull();
    expect(find('collapsedNoise', fallen({ entropy: turn(0.6, 0.91) }))).toMatchObject({ step: 13, goBackTo: 12 });
    expect(find('collapsedNoise', fallen({ entropy: turn(0.6, 0.89) }))).toBeNull();
  });

  test('the form: from 0.8 to below 0.5', () => {
    const own = config({ reward_funcs: 'answerFolded,format' });
    const form = (before: number, after: number) => fallen({ 'rewards/format/mean': turn(before, after) });
    expect(find('collapsedFormat', form(0.8, 0.49), own)).toMatchObject({ step: 13, goBackTo: 12 });
    expect(find('collapsedFormat', form(0.79, 0.49), own)).toBeNull();
    expect(find('collapsedFormat', form(0.8, 0.5), own)).toBeNull();
  });

  test('gradients: ten times the first, before the reward went', () => {
    const long = (times: number, at: number) =>
      fallen({ grad_norm: Array.from({ length: 20 }, (_, i) => (i >= at - 1 && i < at + 2 ? 0.1 * times : 0.1)) });
    expect(find('collapsedGradNorm', long(10.01, 9))!.step).toBe(9);
    expect(find('collapsedGradNorm', long(9.9, 9))).toBeNull();
    expect(find('collapsedGradNorm', long(20, 16))).toBeNull();
  });

  test('kl: 1 nat per token', () => {
    expect(find('collapsedKl', fallen({ kl: turn(0.1, 1.01) }))!.step).toBe(13);
    expect(find('collapsedKl', fallen({ kl: turn(0.1, 0.99) }))).toBeNull();
  });

  test('one reward sold for another: a fifth of its range, while the total rises', () => {
    const own = config({ reward_funcs: '[{"block":"answerFolded"},{"block":"boxIou","weight":2}]' });
    const sold = (fall: number, rise: number) => {
      const [a, b] = [
        [...zigzag(4, 0.6, 0.01), ...zigzag(8, 0.6 - fall, 0.01)],
        [...zigzag(4, 0.1, 0.01), ...zigzag(8, 0.1 + rise, 0.01)],
      ];
      return steps(12, {
        'rewards/answerFolded/mean': a,
        'rewards/boxIou/mean': b,
        reward: a.map((value, i) => value + 2 * b[i]!),
      });
    };
    const found = find('hackedColumn', sold(0.21, 0.4), own)!;
    expect(found.sentence).toContain('“answerFolded” falls: it was sold for “boxIou”');
    expect(found.numbers.map(({ value }) => Number(value.toFixed(2)))).toEqual([-0.21, 0.4, 0.59]);
    expect(find('hackedColumn', sold(0.19, 0.4), own)).toBeNull();
    expect(find('hackedColumn', sold(0.21, 0.08), own)).toBeNull(); // the total falls
    // A penalty that falls is no loss.
    const fine = config({ reward_funcs: '[{"block":"answerFolded","weight":-0.5},{"block":"boxIou","weight":2}]' });
    expect(find('hackedColumn', sold(0.21, 0.4), fine)).toBeNull();
  });

  test('by heart: the last two held-out rewards a tenth below the best, the training reward higher', () => {
    const held = (a: number, b: number, gain = 0.2) => {
      const evals = new Map([
        [1, 1],
        [5, 0.97],
        [10, a],
        [15, b],
      ]);
      return steps(16, {
        reward: [...zigzag(8, 0.5, 0.1), ...zigzag(8, 0.5 + gain, 0.1)],
        eval_reward: Array.from({ length: 16 }, (_, i) => evals.get(i + 1) ?? NaN),
      });
    };
    expect(find('hackedHeldOut', held(0.9, 0.9))).toMatchObject({ step: 1, goBackTo: 1 });
    expect(find('hackedHeldOut', held(0.91, 0.9))).toBeNull();
    expect(find('hackedHeldOut', held(0.9, 0.91))).toBeNull();
    expect(find('hackedHeldOut', held(0.9, 0.9, 0.01))).toBeNull();
    expect(find('noHeldOut', held(1, 1))).toBeNull();
    expect(find('noHeldOut', steps(16, { reward: 1 }))).not.toBeNull();
  });
});
