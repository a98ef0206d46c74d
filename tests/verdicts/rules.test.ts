// What: rules at the edges of their thresholds, on made histories; the page's own numbers (few advantages) against stage 5.
import { describe, expect, test } from 'vitest';
import { computeAdvantages } from '../../src/5-advantages/computeAdvantages.ts';
import { createCompute } from '../../src/gpu/requestDevice.ts';
import type { StepMetrics } from '../../src/training/protocol.ts';
import { binaryAdvantages } from '../../src/verdicts/binaryAdvantages.ts';
import { historyOf } from '../../src/verdicts/readVerdict.ts';
import { answersIn, isZeroOne, rewardRange } from '../../src/verdicts/rewardRanges.ts';
import { bestWindow, WINDOW } from '../../src/verdicts/trend.ts';
import { median, risen, windowOf } from '../../src/verdicts/windows.ts';
import { config, find, number, steps, zigzag } from './madeHistory.ts';

describe('windows', () => {
  const values = (...list: number[]) => list.map((value, i) => ({ step: i + 1, value }));

  test('mean, variance with n − 1, standard errors by hand', () => {
    // 1, 3 and 5, 9: means 2 and 7, variances 2 and 8; √(2/2 + 8/2) = √5.
    const [a, b] = [windowOf(values(1, 3)), windowOf(values(5, 9))];
    expect([a.mean, a.variance, b.mean, b.variance]).toEqual([2, 2, 7, 8]);
    expect(risen(a, b)).toBeCloseTo(5 / Math.sqrt(5), 12);
    expect(risen(windowOf(values(1, 1)), windowOf(values(1, 1)))).toBe(0);
    expect(risen(windowOf(values(2, 2)), windowOf(values(1, 1)))).toBe(-Infinity);
    expect(median(values(5, 1, 3))).toBe(3);
    expect(median(values(4, 1))).toBe(2.5);
  });

  test('the best window is one that all windows are compared with, the newest left out', () => {
    const list = values(...Array.from({ length: 40 }, (_, i) => Math.sin(i / 5) + (i % 7) / 50));
    const means = list
      .map((_, i) => list.slice(i, i + WINDOW))
      .filter(({ length }, i) => length === WINDOW && i <= 40 - 2 * WINDOW);
    const best = means.map(windowOf).sort((a, b) => b.mean - a.mean)[0]!;
    expect(bestWindow(list)).toEqual(best);
    expect(bestWindow(list.slice(0, WINDOW))).toBeNull();
  });

  test('steps without a value are passed over, and what is not finite is none', () => {
    const { last, first, all } = historyOf(
      steps(5, { kl: [1, NaN, 3, NaN, 5], loss: [1, Infinity, 2, 3, 4] }),
      config(),
    );
    expect(last('kl', 2).map(({ step }) => step)).toEqual([3, 5]);
    expect(first('loss', 2).map(({ value }) => value)).toEqual([1, 2]);
    expect(all('kl').map(({ value }) => value)).toEqual([1, 3, 5]);
    expect(last('nothing', 3)).toEqual([]);
  });
});

describe('what a reward can be', () => {
  test('ranges times weights; unknown where one has no bound or blocks change the sum', () => {
    expect(rewardRange(config())).toEqual([0, 1]);
    const funcs =
      '[{"block":"answerFolded","weight":2},{"block":"format","weight":-0.5},{"block":"boxIou","weight":0}]';
    expect(rewardRange(config({ reward_funcs: funcs }))).toEqual([-0.5, 2]);
    expect(rewardRange(config({ reward_funcs: '[{"block":"answerScore"}]' }))).toBeNull();
    expect(answersIn(config(), 3)).toBe(96);
  });

  test('0 or 1 is told from the spread alone', () => {
    const spread = (rewards: readonly number[]) => {
      const { mean, variance } = windowOf(rewards.map((value, step) => ({ step, value })));
      return isZeroOne(mean, Math.sqrt(variance), rewards.length);
    };
    expect(spread([0, 1, 1, 0, 0, 1, 0, 0])).toBe(true);
    expect(spread([1, 1, 1, 1])).toBe(true);
    expect(spread([0, 1, 0.9, 0])).toBe(false);
    expect(spread([0, 1, 0.95, 0, 1, 0, 1, 0])).toBe(false);
    expect(spread([0.5, 0.5, 0.5, 0.5])).toBe(false);
  });
});

describe('thresholds', () => {
  test('too early below 16 steps', () => {
    expect(find('tooEarly', steps(15, { reward: 1 }))!.numbers.map(({ value }) => value)).toEqual([15, 16]);
    expect(find('tooEarly', steps(16, { reward: 1 }))).toBeNull();
  });

  test('learning at three standard errors; it stays while that is likely, and steady and falling are the others', () => {
    // Spread ±0.1: variance 0.01·8/7 in both windows, so the standard error is √(2·0.01·8/7/8) = 0.0535.
    const error = Math.sqrt((2 * 0.01) / 7);
    const after = (gain: number) =>
      steps(16, { reward: [...zigzag(8, 0.5, 0.1), ...zigzag(8, 0.5 + gain * error, 0.1)] });
    expect(find('learning', after(3.01))).not.toBeNull();
    expect(number('learning', after(4), 2)).toBeCloseTo(4, 9);
    for (const gain of [2.99, 0, -2.99]) {
      expect(find('learning', after(gain)), `${gain}`).toBeNull();
      expect(find('steady', after(gain)), `${gain}`).not.toBeNull();
      expect(find('falling', after(gain)), `${gain}`).toBeNull();
    }
    expect(find('falling', after(-3.01))!.goBackTo).toBe(8);
    expect(find('steady', after(3.01))).toBeNull();
  });

  test('unreachable: 64 answers, all equal and none above 0', () => {
    const own = config({ generation_batch_size: '32' });
    const none = { reward: 0, reward_std: 0 };
    expect(find('unreachable', steps(1, none), own)).toBeNull();
    expect(number('unreachable', steps(2, none), 0, own)).toBe(64);
    expect(find('unreachable', steps(3, { reward: 0, reward_std: [0, 0.1, 0] }), own)).toBeNull();
    expect(find('unreachable', steps(3, { reward: [0, 0, 0.01], reward_std: 0 }), own)).toBeNull();
    // A reward that is 0 at best is reached.
    expect(
      find('unreachable', steps(3, none), config({ reward_funcs: '[{"block":"answerFolded","weight":-1}]' })),
    ).toBeNull();
  });

  test('a column that never pays: 256 answers', () => {
    const own = config({ reward_funcs: 'answerFolded,format' });
    const metrics = { reward: 1, 'rewards/answerFolded/mean': 0, 'rewards/format/mean': 1 };
    expect(find('columnUnreachable', steps(7, metrics), own)).toBeNull();
    expect(find('columnUnreachable', steps(8, metrics), own)!.sentence).toContain('“answerFolded”');
    const once = { ...metrics, 'rewards/answerFolded/mean': [0, 0.03, 0, 0, 0, 0, 0, 0] };
    expect(find('columnUnreachable', steps(8, once), own)).toBeNull();
  });

  test('ties: nine in ten, and right, wrong or between by tenths of what is possible', () => {
    const tied = (reward: number, share = 1) => steps(8, { reward, frac_reward_zero_std: share });
    const heights = (points: readonly StepMetrics[], own = config()) =>
      ['stuckAllRight', 'stuckAllWrong', 'stuckTies'].filter((rule) => find(rule, points, own));
    expect(heights(tied(0.9))).toEqual(['stuckAllRight']);
    expect(heights(tied(0.89))).toEqual(['stuckTies']);
    expect(heights(tied(0.1))).toEqual(['stuckAllWrong']);
    expect(heights(tied(0.11))).toEqual(['stuckTies']);
    expect(heights(tied(0.95, 0.9))).toEqual(['stuckAllRight']);
    expect(heights(tied(0.95, 0.895))).toEqual([]);
    expect(heights(tied(0.95).slice(1))).toEqual([]);
    expect(heights(tied(1), config({ reward_funcs: 'answerScore' }))).toEqual(['stuckTies']);
    const later = steps(20, {
      reward: 0,
      frac_reward_zero_std: [...new Array<number>(10).fill(0.2), ...new Array<number>(10).fill(1)],
    });
    expect(find('stuckAllWrong', later)!.step).toBe(11);
  });

  test('cut off: more than half over three steps', () => {
    const cut = (share: number, count = 3) => steps(count, { 'completions/clipped_ratio': share });
    expect(find('cutOff', cut(0.5))).toBeNull();
    expect(find('cutOff', cut(0.51))).not.toBeNull();
    expect(find('cutOff', cut(1, 2))).toBeNull();
  });

  test('the loss: 0 rightly without its KL part, with one update and a gradient', () => {
    const metrics = { loss: 0.0109, kl: 0.25, grad_norm: 0.1 };
    expect(find('lossIsZero', steps(5, metrics))).not.toBeNull(); // 0.04 · 0.25 = 0.01
    expect(find('lossIsZero', steps(5, { ...metrics, loss: 0.0111 }))).toBeNull();
    expect(find('lossIsZero', steps(4, metrics))).toBeNull();
    expect(find('lossIsZero', steps(5, { ...metrics, grad_norm: 0 }))).toBeNull();
    expect(find('lossIsZero', steps(5, metrics), config({ num_iterations: '2' }))).toBeNull();
  });

  test('the loss rises rightly: half of it KL, a rise that can be seen, and no worse reward', () => {
    const rise = (loss: number, kl: number, reward = 0.1) =>
      steps(16, {
        loss: [...zigzag(8, 0, 1e-5), ...zigzag(8, loss, 1e-5)],
        kl: [...zigzag(8, 0, 1e-5), ...zigzag(8, kl, 1e-5)],
        reward: [...zigzag(8, 0.5, 0.1), ...zigzag(8, 0.5 + reward, 0.1)],
      });
    expect(find('lossRises', rise(0.008, 0.11))).not.toBeNull(); // 0.0044 of 0.008
    expect(find('lossRises', rise(0.008, 0.09))).toBeNull(); // 0.0036
    expect(find('lossRises', rise(0.0009, 0.02))).toBeNull();
    expect(find('lossRises', rise(0.008, 0.2, -0.1))).toBeNull();
  });

  test('the clip is idle with one update and no clipped token', () => {
    const clip = (share: number) => steps(5, { 'clip_ratio/region_mean': share });
    expect(find('clipIdle', clip(0))).not.toBeNull();
    expect(find('clipIdle', clip(0.001))).toBeNull();
    expect(find('clipIdle', clip(0), config({ num_iterations: '2' }))).toBeNull();
    expect(find('clipIdle', steps(5, { reward: 0 }))).toBeNull();
  });

  test('too fast: by kl per step, by clipped tokens, or by the entropy where there is no other', () => {
    expect(find('tooFast', steps(10, { kl: 1 }))).not.toBeNull();
    expect(find('tooFast', steps(10, { kl: 0.99 }))).toBeNull();
    expect(find('tooFast', steps(3, { 'clip_ratio/region_mean': 0.31 }))).not.toBeNull();
    expect(find('tooFast', steps(3, { 'clip_ratio/region_mean': 0.3 }))).toBeNull();
    const entropy = (last: number, more = {}) => steps(4, { entropy: [0.5, last, last, last], ...more });
    expect(find('tooFast', entropy(1))).not.toBeNull();
    expect(find('tooFast', entropy(0.99))).toBeNull();
    expect(find('tooFast', entropy(0.1))).not.toBeNull();
    expect(find('tooFast', entropy(0.11))).toBeNull();
    expect(find('tooFast', entropy(1, { kl: 0.01 }))).toBeNull();
  });

  test('too slow: kl below 0.0003 although the groups do not tie', () => {
    const slow = (kl: number, tied = 0) => steps(16, { kl, reward: zigzag(16, 0.5, 0.1), frac_reward_zero_std: tied });
    expect(find('tooSlow', slow(2.9e-4))).not.toBeNull();
    expect(find('tooSlow', slow(3e-4))).toBeNull();
    expect(find('tooSlow', slow(1e-4, 0.6))).toBeNull();
  });
});

describe('few advantages', () => {
  const binary = (G: number, mean: number) => {
    const n = 32;
    const reward_std = Math.sqrt((mean * (1 - mean) * n) / (n - 1));
    return {
      own: config({ num_generations: String(G) }),
      points: steps(3, { reward: mean, reward_std, frac_reward_zero_std: 0.5 }),
    };
  };

  test('only up to four answers to a group, and only for rewards of 0 and 1', () => {
    const [four, eight] = [binary(4, 0.25), binary(8, 0.25)];
    expect(find('fewAdvantages', four.points, four.own)!.table!.rows).toHaveLength(5);
    expect(find('fewAdvantages', eight.points, eight.own)).toBeNull();
    const graded = steps(3, { reward: 0.25, reward_std: 0.2 });
    expect(find('fewAdvantages', graded, four.own)).toBeNull();
  });

  test('G = 2 by hand: one right of two has the standard deviation √½, so ±0.71', () => {
    const { own, points } = binary(2, 0.5);
    expect(find('fewAdvantages', points, own)!.table!.rows).toEqual([
      ['0 of 2', '–', '0.00'],
      ['1 of 2', '0.71', '−0.71'],
      ['2 of 2', '0.00', '–'],
    ]);
  });

  test.each([
    ['group', 'group_mean'],
    ['none', 'group_mean'],
    ['none', 'none'],
    ['group', 'leave_one_out'],
  ] as const)('scale %s, baseline %s: what stage 5 computes', async (scale, baseline) => {
    const compute = await createCompute({ gpu: null });
    const G = 4;
    const rows = binaryAdvantages(
      config({ num_generations: '4', scale_rewards: scale, advantage_baseline: baseline }),
    )!;
    for (const { right, ofRight, ofWrong } of rows) {
      const reward = Float32Array.from({ length: G }, (_, g) => (g < right ? 1 : 0));
      const lengths = new Int32Array(G).fill(1);
      const given = { reward, promptCount: 1, generations: G, lengths, maxTokens: 1, scaleRewards: scale, baseline };
      const { perRollout } = await computeAdvantages(compute, given);
      if (ofRight !== null) expect(perRollout[0], `${right} right`).toBeCloseTo(ofRight, 5);
      if (ofWrong !== null) expect(perRollout[G - 1], `${right} right`).toBeCloseTo(ofWrong, 5);
    }
  });

  test('no table where the advantage depends on more than the group', () => {
    const others: readonly Readonly<Record<string, string>>[] = [
      { scale_rewards: 'batch' },
      { advantage_estimator: 'max_rl' },
    ];
    for (const leaves of others) expect(binaryAdvantages(config(leaves))).toBeNull();
  });
});
