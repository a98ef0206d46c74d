// What: runs the kernel of an estimator that turns the rewards of a group into advantages.
// Shapes: R = P·G rollouts.
import type { Compute } from '../gpu/compute.ts';
import { readBack } from './readBack.ts';
import type { Groups, GroupScores } from './types.ts';

export async function runEstimator(
  compute: Compute,
  kernel: string,
  reward: Float32Array,
  { promptCount, generations, counted }: Groups,
  own: {
    readonly params?: Readonly<Record<string, number>>;
    readonly inputs?: Readonly<Record<string, Int32Array>>;
  } = {},
): Promise<GroupScores> {
  const made = await compute.run(`5-advantages/${kernel}`, {
    params: { promptCount, generations, ...own.params },
    inputs: { reward, counted: counted ?? new Uint32Array(reward.length).fill(1), ...own.inputs },
    outputs: { advantages: reward.length, groupMean: promptCount, groupStd: promptCount },
    dispatch: { invocations: promptCount },
  });
  return (await readBack(made)) as unknown as GroupScores;
}
