// What: stage 9: TRL's metric names and averaging, the bounded history, the files.
import { describe, expect, test } from 'vitest';
import { metricNames, toCsv, toJsonLine, toJsonLines } from '../../src/9-curves/files.ts';
import { addPoint, History, series } from '../../src/9-curves/history.ts';
import { metricDefinition, METRICS } from '../../src/9-curves/metrics.ts';
import type { Iteration } from '../../src/9-curves/stepMetrics.ts';
import { lengthMetrics, rewardMetrics, stepMetrics } from '../../src/9-curves/stepMetrics.ts';
import type { CurvePoint } from '../../src/9-curves/types.ts';

const point = (step: number, metrics: Record<string, number> = { reward: step / 10 }): CurvePoint => ({
  step,
  metrics,
});

describe('metrics', () => {
  test('lengths, with and without truncated completions', () => {
    const lengths = Int32Array.of(3, 8, 5, 8);
    expect(lengthMetrics({ lengths, truncated: Uint8Array.of(0, 1, 0, 1) })).toEqual({
      'completions/mean_length': 6,
      'completions/min_length': 3,
      'completions/max_length': 8,
      'completions/clipped_ratio': 0.5,
      'completions/mean_terminated_length': 4,
      'completions/min_terminated_length': 3,
      'completions/max_terminated_length': 5,
    });
    const none = lengthMetrics({ lengths, truncated: Uint8Array.of(1, 1, 1, 1) });
    expect(none['completions/mean_terminated_length']).toBe(0);
    expect(none['completions/clipped_ratio']).toBe(1);
  });

  test('one mean and one sample standard deviation per reward function', () => {
    const column = { name: 'boxIou', range: [0, 1] as const, values: Float32Array.of(0, 1, 1, 0) };
    const table = { columns: [column], weights: [1], reward: column.values };
    expect(rewardMetrics(table)['rewards/boxIou/mean']).toBe(0.5);
    expect(rewardMetrics(table)['rewards/boxIou/std']).toBeCloseTo(Math.sqrt(1 / 3), 12);
  });

  test('a step: inner updates are averaged, every name has a definition', () => {
    const iteration = (loss: number): Iteration => ({
      coefficients: {
        coef: new Float32Array(),
        coefEntropy: new Float32Array(),
        weights: new Float32Array(),
        mask: new Float32Array(),
        normaliser: () => 1,
        loss,
        metrics: { entropy: loss, 'clip_ratio/low_mean': 0 },
      },
      gradient: { values: new Float32Array(), metrics: { 'sampling/sampling_logp_difference/mean': 0 } },
      update: {
        theta: new Float32Array(),
        state: { firstMoment: new Float32Array(), secondMoment: new Float32Array(), stepCount: 1 },
        gradNorm: 2,
        learningRate: 0.1,
        updateNorm: 0.3,
        skipped: false,
      },
    });
    const rollouts = { lengths: Int32Array.of(1), truncated: Uint8Array.of(0) } as never;
    const advantages = {
      advantages: new Float32Array(1),
      perRollout: new Float32Array(1),
      objectives: [],
      groupMean: new Float32Array(1),
      groupStd: new Float32Array(1),
      metrics: { reward: 1, reward_std: 0, frac_reward_zero_std: 1 },
    };
    const table = { columns: [], weights: [], reward: Float32Array.of(1) };
    const metrics = stepMetrics({ rollouts, table }, advantages, [iteration(1), iteration(3)]);
    expect([metrics['loss'], metrics['entropy'], metrics['grad_norm'], metrics['reward']]).toEqual([2, 2, 2, 1]);
    for (const name of Object.keys(metrics)) expect(metricDefinition(name).doc, name).not.toBe('');
  });

  test('definitions have unique names, a sentence each', () => {
    expect(new Set(METRICS.map(({ name }) => name)).size).toBe(METRICS.length);
    for (const { doc, name } of METRICS) expect(doc, name).toMatch(/\.$/);
    expect(metricDefinition('rewards/boxIou/mean').group).toBe('reward');
  });
});

describe('history', () => {
  test('is bounded, keeps first and last, stays in order, keeps the recent half whole', () => {
    const history = new History(16);
    for (let step = 1; step <= 1000; step++) history.add(point(step));
    const steps = history.all.map(({ step }) => step);
    expect(steps.length).toBeLessThanOrEqual(16);
    expect(steps[0]).toBe(1);
    expect(steps.at(-1)).toBe(1000);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.slice(-8)).toEqual([993, 994, 995, 996, 997, 998, 999, 1000]);
  });

  test('does not change the list that it is given', () => {
    const points = [point(1), point(2)];
    expect(addPoint(points, point(3), 4)).toHaveLength(3);
    expect(points).toHaveLength(2);
  });

  test('series leaves out steps without the metric', () => {
    expect(series([point(1), point(2, { kl: 1 })], 'kl')).toEqual([{ step: 2, value: 1 }]);
  });
});

describe('files', () => {
  const points = [point(1, { reward: 0.5, 'rewards/a,b/mean': 1 }), point(2, { loss: NaN })];

  test('CSV', () => {
    expect(metricNames(points)).toEqual(['rewards/a,b/mean', 'reward', 'loss']);
    expect(toCsv(points)).toBe('step,"rewards/a,b/mean",reward,loss\r\n1,1,0.5,\r\n2,,,\r\n');
  });

  test('JSON lines', () => {
    expect(toJsonLine(point(1))).toBe('{"step":1,"reward":0.1}');
    expect(
      toJsonLines(points)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown)[1],
    ).toEqual({ step: 2, loss: null });
  });
});
