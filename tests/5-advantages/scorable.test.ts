// What: a reward that cannot score a rollout (TRL: None) is left out of the group's statistics and counts nothing in the sum, with
// normalize_then_sum and with perReward, against TRL's nanmean, nanstd and nansum written out with NaN in float64.
import { describe, expect, test } from 'vitest';
import { computeAdvantages, weightedSum } from '../../src/5-advantages/computeAdvantages.ts';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { rewardMetrics } from '../../src/9-curves/stepMetrics.ts';

const N = NaN;
const [P, G] = [3, 4];
const WEIGHTS = [1, 0.5, 2];
/** One row per reward. The last group of the second has one score, its first group none; every rollout has one somewhere. */
const SCORES = [
  [1, 0, N, 0.25, 0, N, N, 1, 0.5, 0.5, 0.5, 0.5],
  [N, N, N, N, 3, 1, 2, 2, 0.5, N, N, N],
  [0.125, 0.5, 0.75, N, 1, 1, 0, 0, N, 0.25, 1, N],
];

const known = (row: readonly number[]) => row.filter((x) => !Number.isNaN(x));
const mean = (row: readonly number[]) => row.reduce((sum, x) => sum + x, 0) / row.length;
const nanmean = (row: readonly number[]) => mean(known(row));
/** TRL's nanstd: of one value NaN. */
const nanstd = (row: readonly number[]) => {
  const own = known(row);
  return Math.sqrt((mean(own.map((x) => (x - mean(own)) ** 2)) * own.length) / (own.length - 1));
};
const nansum = (row: readonly number[]) => known(row).reduce((sum, x) => sum + x, 0);

/** Per rollout the weighted z-scores of each reward, NaN where there is none. */
const zScores = SCORES.map((row, k) =>
  row.map((value, r) => {
    const group = row.slice(Math.floor(r / G) * G, (Math.floor(r / G) + 1) * G);
    return (WEIGHTS[k]! * (value - nanmean(group))) / (nanstd(group) + 1e-4);
  }),
);
const summed = Array.from({ length: P * G }, (_, r) => nansum(zScores.map((row) => row[r]!)));

const columns = SCORES.map((row, k) => ({
  name: `r${k}`,
  range: [0, 3] as const,
  values: Float32Array.from(row, (x) => (Number.isNaN(x) ? 0 : x)),
  scorable: Uint8Array.from(row, (x) => (Number.isNaN(x) ? 0 : 1)),
}));
const reward = Float32Array.from(summed, (_, r) => nansum(SCORES.map((row, k) => WEIGHTS[k]! * row[r]!)));
const table = { columns, weights: WEIGHTS, reward };
const sum = weightedSum(reward, columns, WEIGHTS, P);

const compute = (over: Partial<Parameters<typeof computeAdvantages>[1]>) =>
  computeAdvantages(new ReferenceCompute(), {
    ...{ reward, table, promptCount: P, generations: G, lengths: new Int32Array(P * G).fill(1), maxTokens: 1 },
    ...{ scaleRewards: 'group', baseline: 'group_mean' },
    ...over,
  });
const near = (values: ArrayLike<number>, wanted: readonly number[]) =>
  wanted.forEach((value, r) => expect(values[r], `rollout ${r}`).toBeCloseTo(value, 4));

describe('rewards that cannot score every rollout', () => {
  test('normalize_then_sum', async () => {
    const { perRollout } = await compute({ aggregation: 'normalize_then_sum' });
    const std = Math.sqrt((mean(summed.map((s) => (s - mean(summed)) ** 2)) * summed.length) / (summed.length - 1));
    near(
      perRollout,
      summed.map((s) => (s - mean(summed)) / (std + 1e-4)),
    );
  });

  test('perReward', async () => {
    const block = blocksIn('composition').get('perReward')!;
    const objectives = block.compose({ columns, weights: WEIGHTS } as unknown as Scored, [sum], {
      as: 'perReward',
    } as Own);
    near((await compute({ objectives })).perRollout, summed);
    const alone = await compute({ objectives: [objectives[1]!] });
    near([...alone.perRollout].slice(0, G), [0, 0, 0, 0]); // nobody scored
    near([...alone.perRollout].slice(2 * G), [0, 0, 0, 0]); // nothing to compare with
  });

  test('a rollout that a filter leaves out stays out', async () => {
    const inStatistics = Uint8Array.from({ length: P * G }, (_, r) => (r === 1 ? 0 : 1));
    const block = blocksIn('composition').get('perReward')!;
    const [first] = block.compose({ columns, weights: WEIGHTS } as unknown as Scored, [sum], {
      as: 'perReward',
    } as Own);
    const { perRollout } = await compute({ objectives: [first!], inStatistics });
    const [a, b] = [1 - 0.625, 0.25 - 0.625].map((gap) => gap / (0.75 / Math.SQRT2 + 1e-4));
    near([...perRollout].slice(0, G), [a!, 0, 0, b!]);
  });

  test('the metrics of a column are over the rollouts that it scored', async () => {
    const nobody = { ...columns[0]!, name: 'nobody', scorable: new Uint8Array(P * G) };
    const whole = { columns: [...columns, nobody], weights: [...WEIGHTS, 1], reward };
    const { metrics } = await compute({ table: whole });
    for (const made of [metrics, rewardMetrics(whole)]) {
      for (const [k, row] of SCORES.entries()) {
        expect(made[`rewards/r${k}/mean`]).toBeCloseTo(nanmean(row), 6);
        expect(made[`rewards/r${k}/std`]).toBeCloseTo(nanstd(row), 6);
      }
      expect(made).not.toHaveProperty('rewards/nobody/mean');
    }
  });
});
