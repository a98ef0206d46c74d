// What: rewards → advantages of every rollout.
// Formula: A = (r − baseline)/(std + 1e-4). baseline: group mean, mean of the others (leave_one_out) or 0 (none). std: of the
// group, of the batch, or absent; sample estimator (n − 1), as TRL 1.16. normalize_then_sum (GDPO): each column becomes a
// group z-score, the weighted sum of them is normalised over the batch.
// Shapes: R = P·G rollouts, K reward columns.
// Units: metrics as TRL 1.16: reward = mean over the batch; reward_std = std over the batch (n − 1; 0 where R = 1, TRL: NaN);
// frac_reward_zero_std = share of rollouts whose group (or batch, as scale_rewards says) has std ≤ 1e-8; it is 1 for G = 1,
// where every advantage against a group is 0.
// Source: TRL 1.16, grpo_trainer.py.
import type { Compute, DeviceArray, HostArray } from '../gpu/compute.ts';
import type { RewardTable } from '../4-rewards/types.ts';
import type { Advantages } from './types.ts';

export const ADVANTAGE_EPSILON = 1e-4;
const ZERO_STD = 1e-8;

export interface AdvantagesToCompute {
  /** [R] weighted sum of the columns. */
  readonly reward: Float32Array;
  /** Needed by normalize_then_sum and for the metrics of each column. */
  readonly table?: Pick<RewardTable, 'columns' | 'weights'>;
  readonly promptCount: number;
  readonly generations: number;
  readonly scaleRewards: 'group' | 'batch' | 'none';
  readonly baseline: 'group_mean' | 'leave_one_out' | 'none';
  readonly aggregation?: 'sum_then_normalize' | 'normalize_then_sum';
  /** shuffle_advantages: rollout r gets the advantage of rollout permutation[r]. */
  readonly permutation?: ArrayLike<number>;
}

interface GroupResult {
  readonly advantages: Float32Array;
  readonly groupMean: Float32Array;
  readonly groupStd: Float32Array;
}

async function readAll(arrays: Record<string, DeviceArray>): Promise<Record<string, HostArray>> {
  try {
    const entries = Object.entries(arrays).map(async ([name, array]) => [name, await array.read()] as const);
    return Object.fromEntries(await Promise.all(entries));
  } finally {
    for (const array of Object.values(arrays)) array.destroy();
  }
}

type Shape = Pick<AdvantagesToCompute, 'promptCount' | 'generations'>;

async function runGroup(
  compute: Compute,
  kernel: string,
  reward: Float32Array,
  { promptCount, generations }: Shape,
  scale: number,
) {
  const made = await compute.run(`5-advantages/${kernel}`, {
    params: { promptCount, generations, scale, epsilon: ADVANTAGE_EPSILON },
    inputs: { reward },
    outputs: { advantages: reward.length, groupMean: promptCount, groupStd: promptCount },
    dispatch: { invocations: promptCount },
  });
  return (await readAll(made)) as unknown as GroupResult;
}

async function runBatch(
  compute: Compute,
  reward: Float32Array,
  centred: Float32Array,
  subtractMean: number,
  scale: number,
) {
  const made = await compute.run('5-advantages/batchAdvantage', {
    params: { rollouts: reward.length, subtractMean, scale, epsilon: ADVANTAGE_EPSILON },
    inputs: { reward, centred },
    outputs: { advantages: reward.length, batchMoments: 2 },
    dispatch: { workgroups: 1 },
  });
  const { advantages, batchMoments } = await readAll(made);
  return { advantages: advantages as Float32Array, mean: batchMoments![0]!, deviation: batchMoments![1]! };
}

/** Σ_k weight_k · group z-score of column k, then the z-score of that over the batch. */
async function normalizeThenSum(compute: Compute, given: AdvantagesToCompute) {
  const { table, reward } = given;
  if (!table) throw new Error('normalize_then_sum needs the reward columns and their weights.');
  const sum = new Float32Array(reward.length);
  for (const [k, { values }] of table.columns.entries()) {
    const { advantages } = await runGroup(compute, 'groupAdvantage', values, given, 1);
    advantages.forEach((value, r) => (sum[r]! += table.weights[k]! * value));
  }
  return runBatch(compute, sum, sum, 1, 1);
}

async function sumThenNormalize(compute: Compute, given: AdvantagesToCompute, group: GroupResult) {
  const { reward, baseline, scaleRewards } = given;
  if (baseline !== 'none' && scaleRewards !== 'batch') return group.advantages;
  if (baseline === 'none' && scaleRewards === 'none') return reward.slice();
  if (baseline === 'none' && scaleRewards === 'group') {
    const { generations } = given;
    return reward.map((value, r) => value / (group.groupStd[Math.floor(r / generations)]! + ADVANTAGE_EPSILON));
  }
  const centred = baseline === 'none' ? reward : group.advantages;
  return (await runBatch(compute, reward, centred, 0, 1)).advantages;
}

function zeroShare(groupStd: Float32Array, batchStd: number, wholeBatch: boolean): number {
  if (wholeBatch) return batchStd <= ZERO_STD ? 1 : 0;
  return groupStd.filter((value) => value <= ZERO_STD).length / groupStd.length;
}

export async function computeAdvantages(compute: Compute, given: AdvantagesToCompute): Promise<Advantages> {
  const { reward, promptCount, generations, scaleRewards, baseline, permutation, table } = given;
  if (promptCount < 1 || generations < 1 || reward.length !== promptCount * generations) {
    throw new Error(`There are ${reward.length} rewards for ${promptCount} prompts of ${generations} generations.`);
  }
  const isSplit = given.aggregation === 'normalize_then_sum';
  const scale = scaleRewards === 'group' && !isSplit ? 1 : 0;
  const kernel = baseline === 'leave_one_out' ? 'leaveOneOut' : 'groupAdvantage';
  const group = await runGroup(compute, kernel, reward, given, scale);
  const batch = await runBatch(compute, reward, reward, 0, 0);
  const split = isSplit ? await normalizeThenSum(compute, given) : null;
  const own = split?.advantages ?? (await sumThenNormalize(compute, given, group));
  const metrics: Record<string, number> = {
    reward: batch.mean,
    reward_std: batch.deviation,
    frac_reward_zero_std: zeroShare(
      group.groupStd,
      split?.deviation ?? batch.deviation,
      isSplit || scaleRewards === 'batch',
    ),
  };
  for (const { name, values } of table?.columns ?? []) {
    const { mean, deviation } = await runBatch(compute, values, values, 0, 0);
    metrics[`rewards/${name}/mean`] = mean;
    metrics[`rewards/${name}/std`] = deviation;
  }
  const advantages = permutation ? own.map((_, r) => own[permutation[r]!]!) : own;
  return { advantages, groupMean: group.groupMean, groupStd: group.groupStd, metrics };
}
