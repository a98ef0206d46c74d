// What: plain GRPO, batch scaling, RLOO and normalize_then_sum give to the last bit what the kernels gave one by one, and in no
// more dispatches and read-backs.
import { expect, it } from 'vitest';
import { computeAdvantages } from '../../src/5-advantages/computeAdvantages.ts';
import type { Compute, DeviceArray, HostArray } from '../../src/gpu/compute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const P = 3;
const G = 8;
const R = P * G;
const T = 5;

async function read(made: Record<string, DeviceArray>) {
  const entries = await Promise.all(
    Object.entries(made).map(async ([name, array]) => [name, (await array.read()) as Float32Array] as const),
  );
  for (const array of Object.values(made)) array.destroy();
  return Object.fromEntries(entries);
}

/** Stage 5 as it was: one dispatch per question. */
function before(compute: Compute) {
  const group = async (kernel: string, reward: Float32Array, scale: number) =>
    read(
      await compute.run(`5-advantages/${kernel}`, {
        params: { promptCount: P, generations: G, scale, epsilon: 1e-4 },
        inputs: { reward },
        outputs: { advantages: R, groupMean: P, groupStd: P },
        dispatch: { invocations: P },
      }),
    );
  const batch = async (reward: Float32Array, centred: Float32Array, subtractMean: number, scale: number) =>
    read(
      await compute.run('5-advantages/batchAdvantage', {
        params: { rollouts: R, subtractMean, scale, epsilon: 1e-4 },
        inputs: { reward, centred },
        outputs: { advantages: R, batchMoments: 2 },
        dispatch: { workgroups: 1 },
      }),
    );
  return { group, batch };
}

function counting(compute: Compute) {
  const count = { runs: 0, reads: 0 };
  const watch = (array: DeviceArray): DeviceArray =>
    new Proxy(array, {
      get(target, key) {
        if (key === 'read') count.reads += 1;
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  const watched: Compute = new Proxy(compute, {
    get(target, key) {
      if (key === 'run') {
        return async (...args: Parameters<Compute['run']>) => {
          count.runs += 1;
          const made = await target.run(...args);
          return Object.fromEntries(Object.entries(made).map(([name, array]) => [name, watch(array)]));
        };
      }
      if (key === 'upload') return (data: HostArray) => watch(target.upload(data));
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { watched, count };
}

it('gives the same bits as before', async () => {
  const random = randomInputs();
  const compute = await testCompute();
  const { group, batch } = before(compute);
  const columns = ['a', 'b', 'c'].map((name) => ({ name, values: random.floats(R, random.next) }));
  columns[2]!.values.fill(0.3, 0, G);
  const weights = [1, 0.2, 0.7];
  const reward = columns[0]!.values.map((_, r) => weights.reduce((sum, w, k) => sum + w * columns[k]!.values[r]!, 0));
  const lengths = random.ints(R, T).map((n) => n + 1);
  const base = { reward, table: { columns, weights }, promptCount: P, generations: G, lengths, maxTokens: T };
  const sums = new Float32Array(R);
  for (const [k, { values }] of columns.entries()) {
    const { advantages } = await group('groupAdvantage', values, 1);
    advantages!.forEach((value, r) => (sums[r]! += weights[k]! * value));
  }
  const centred = (await group('groupAdvantage', reward, 0))['advantages']!;
  const cases = [
    ['group', 'group_mean', 'sum_then_normalize', await group('groupAdvantage', reward, 1)],
    ['none', 'group_mean', 'sum_then_normalize', await group('groupAdvantage', reward, 0)],
    ['none', 'leave_one_out', 'sum_then_normalize', await group('leaveOneOut', reward, 0)],
    ['group', 'leave_one_out', 'sum_then_normalize', await group('leaveOneOut', reward, 1)],
    ['batch', 'group_mean', 'sum_then_normalize', await batch(reward, centred, 0, 1)],
    ['batch', 'none', 'sum_then_normalize', await batch(reward, reward, 0, 1)],
    ['group', 'group_mean', 'normalize_then_sum', await batch(sums, sums, 1, 1)],
  ] as const;
  for (const [scaleRewards, baseline, aggregation, { advantages: old }] of cases) {
    const made = await computeAdvantages(compute, { ...base, scaleRewards, baseline, aggregation });
    expect(made.perRollout).toEqual(old);
    const smeared = Float32Array.from({ length: R * T }, (_, i) =>
      i % T < lengths[Math.floor(i / T)]! ? old![Math.floor(i / T)]! : 0,
    );
    expect(new Uint32Array(made.advantages.buffer)).toEqual(new Uint32Array(smeared.buffer));
    for (const { name, values } of [{ name: '', values: reward }, ...columns]) {
      const [mean, deviation] = (await batch(values, values, 0, 0))['batchMoments']!;
      expect(made.metrics[name ? `rewards/${name}/mean` : 'reward']).toBe(mean);
      expect(made.metrics[name ? `rewards/${name}/std` : 'reward_std']).toBe(deviation);
    }
  }
});

it('needs no more dispatches and read-backs than before', async () => {
  const { watched, count } = counting(await testCompute());
  for (const K of [1, 3]) {
    count.runs = 0;
    count.reads = 0;
    const columns = Array.from({ length: K }, (_, k) => ({ name: `r${k}`, values: new Float32Array(R).fill(k) }));
    await computeAdvantages(watched, {
      ...{ reward: new Float32Array(R), table: { columns, weights: columns.map(() => 1) } },
      ...{ promptCount: P, generations: G, lengths: new Int32Array(R).fill(T), maxTokens: T },
      ...{ scaleRewards: 'group', baseline: 'group_mean' },
    });
    // Before: the group, the batch, and one dispatch per column; now: the group, all moments, the tokens.
    expect(count.runs).toBe(3);
    expect(count.runs).toBeLessThanOrEqual(2 + K);
    expect(count.reads).toBe(6);
    expect(count.reads).toBeLessThanOrEqual(5 + 2 * K);
  }
});
