// What: one number per rollout → its advantage against the group.
// Formula: A = (r − baseline)/(std + epsilon). baseline: group mean, mean of the others (leave_one_out) or 0 (none). std: of the
// group, of the batch, or absent; sample estimator (n − 1), as TRL 1.16.
// Shapes: R = P·G rollouts.
// Source: TRL 1.16, grpo_trainer.py; single = keep: verl, compute_grpo_outcome_advantage.
import type { Compute } from '../gpu/compute.ts';
import { readBack } from './readBack.ts';
import { scoreUnits } from './scoreUnits.ts';
import type { Baseline, Groups, GroupScores, Objective, Scale } from './types.ts';

/** TRL 1.16. */
export const ADVANTAGE_EPSILON = 1e-4;

export interface Scoring {
  readonly baseline: Baseline;
  readonly scale: Scale;
  readonly epsilon?: number;
  readonly single?: Objective['single'];
}

async function runGroup(
  compute: Compute,
  reward: Float32Array,
  { promptCount, generations }: Groups,
  { baseline, scale, epsilon = ADVANTAGE_EPSILON }: Scoring,
): Promise<GroupScores> {
  const kernel = baseline === 'leave_one_out' ? 'leaveOneOut' : 'groupAdvantage';
  const made = await compute.run(`5-advantages/${kernel}`, {
    params: { promptCount, generations, scale: scale === 'group' ? 1 : 0, epsilon },
    inputs: { reward },
    outputs: { advantages: reward.length, groupMean: promptCount, groupStd: promptCount },
    dispatch: { invocations: promptCount },
  });
  return (await readBack(made)) as unknown as GroupScores;
}

export interface BatchScores {
  readonly advantages: Float32Array;
  readonly mean: number;
  readonly deviation: number;
}

/** (centred − mean of `reward` where asked)/(std of `reward` over the batch + epsilon), over the rollouts that count. */
export async function scoreBatch(
  compute: Compute,
  reward: Float32Array,
  centred: Float32Array,
  subtractMean: boolean,
  counted?: Uint32Array,
  epsilon = ADVANTAGE_EPSILON,
): Promise<BatchScores> {
  const params = { subtractMean: subtractMean ? 1 : 0, scale: 1, epsilon };
  const outputs = { advantages: reward.length, batchMoments: 2 };
  const dispatch = { workgroups: 1 };
  const made = counted
    ? await compute.run('5-advantages/batchWhiten', {
        params: { ...params, count: reward.length, root: 0 },
        inputs: { values: reward, centred, counted },
        ...{ outputs, dispatch },
      })
    : await compute.run('5-advantages/batchAdvantage', {
        params: { ...params, rollouts: reward.length },
        inputs: { reward, centred },
        ...{ outputs, dispatch },
      });
  const { advantages, batchMoments } = await readBack(made);
  return { advantages: advantages as Float32Array, mean: batchMoments![0]!, deviation: batchMoments![1]! };
}

export async function scoreRollouts(
  compute: Compute,
  reward: Float32Array,
  groups: Groups,
  scoring: Scoring,
): Promise<GroupScores> {
  const { baseline, scale, epsilon = ADVANTAGE_EPSILON, single } = scoring;
  if (groups.counted || single === 'keep') {
    const counted = groups.counted ?? new Uint32Array(reward.length).fill(1);
    const { advantages, mean, std } = await scoreUnits(compute, reward, counted, groups, { ...scoring, epsilon });
    return { advantages, groupMean: mean, groupStd: std };
  }
  const group = await runGroup(compute, reward, groups, scoring);
  if (baseline === 'none' && scale === 'none') return { ...group, advantages: reward.slice() };
  if (baseline === 'none' && scale === 'group') {
    const { generations } = groups;
    const scaled = reward.map((value, r) => value / (group.groupStd[Math.floor(r / generations)]! + epsilon));
    return { ...group, advantages: scaled };
  }
  if (scale !== 'batch') return group;
  const centred = baseline === 'none' ? reward : group.advantages;
  return { ...group, advantages: (await scoreBatch(compute, reward, centred, false, undefined, epsilon)).advantages };
}
