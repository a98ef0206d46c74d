// What: R1-Reward through the loss pre_clamp, the kernel of filterOutliers, the reward judgedResult and the shaper futureLogRatio.
// Formula: none of its own: a reward of the table is the sum of two columns; the KL share of a token's reward is what the return of
// a reward of 0 loses at it.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import { computeCoefficients } from '../../../src/6-loss/computeCoefficients.ts';
import { readBack } from '../../../src/5-advantages/readBack.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { bareCompletions } from '../../4-rewards/bareCompletions.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];

interface Loss {
  readonly logp: PerToken;
  readonly old_logp: PerToken;
  readonly advantages: PerToken;
  readonly mask: PerToken;
  readonly clip_eps: number;
}
interface Filter {
  readonly advantages: readonly PerToken[];
  readonly mask: readonly PerToken[];
}
interface Table {
  readonly columns: readonly string[];
}
interface Returns {
  readonly logp_sampled: PerToken;
  readonly ref_logp: PerToken;
  readonly mask: PerToken;
  readonly reward: readonly number[];
  readonly kl_coef: number;
}

async function lossOf({ logp, old_logp, advantages, mask, clip_eps }: Loss, compute: Compute) {
  const maxTokens = mask[0]!.length;
  const { coef, loss } = await computeCoefficients(compute, {
    ...{ lossType: 'pre_clamp', importanceSamplingLevel: 'token', epsilon: clip_eps, epsilonHigh: null, delta: null },
    ...{ dualClip: null, offPolicyMaskThreshold: null, beta: 0, klEstimator: 'k1', useBiasCorrectionKl: false },
    ...{ entropyCoef: 0, maskTruncatedCompletions: false, topEntropyQuantile: 1 },
    ...{ oldLogProbs: flat(old_logp), newLogProbs: flat(logp), advantages: flat(advantages) },
    entropies: new Float32Array(mask.length * maxTokens),
    lengths: Int32Array.from(mask, (row) => row.lastIndexOf(1) + 1),
    ...{ mask: flat(mask), maxTokens, maxCompletionLength: maxTokens },
  });
  return { loss, dloss_dlogp: nested(coef, maxTokens) };
}

/** Experiences of any lengths make one batch. */
async function filtered({ advantages, mask }: Filter, compute: Compute) {
  const values = Float32Array.from(advantages.flat(2));
  const made = await compute.run('5-advantages/filterOutliers', {
    params: { count: values.length, aroundMean: 1, sigmas: 3, most: 10 },
    inputs: { advantages: values, counted: Uint32Array.from(mask.flat(2)) },
    outputs: { shaped: values.length, batchMoments: 2 },
    dispatch: { workgroups: 1 },
  });
  const { shaped, batchMoments } = await readBack(made);
  let at = 0;
  return {
    mean: batchMoments![0],
    inverse_std: batchMoments![1],
    advantages_after: advantages.map((rows) => rows.map((row) => row.map(() => shaped![at++]!))),
  };
}

async function table(compute: Compute) {
  const rows = [0, 1].flatMap((format) =>
    [0, 1].flatMap((result) => [-1, 0, 1].map((judge) => [format, result, judge])),
  );
  const signal = (k: number): Signal => ({ shape: 'rollout', values: Float32Array.from(rows, (row) => row[k]!) });
  const { reward } = await scoreRewards(compute, {
    parsed: bareCompletions(compute, { rollouts: rows.length, maxTokens: 1 }),
    ...{ generations: rows.length, truths: [{}] },
    signals: new Map([
      ['given/result', signal(1)],
      ['given/verdict', signal(2)],
    ]),
    uses: [{ name: 'judgedResult', knobs: { result: 'given/result', verdict: 'given/verdict' } }],
  });
  return { columns: ['reward'], rows: rows.map((row, r) => [...row, 0.5 * row[0]! + reward[r]!]) };
}

async function returnsOf({ logp_sampled, ref_logp, mask, reward, kl_coef }: Returns, compute: Compute) {
  const T = mask[0]!.length;
  const block = blocksIn('advantage').get('futureLogRatio')!;
  const shaped = async (outcomes: readonly number[]) => {
    const signals = { 'ref/logProb': ref_logp, mask };
    const step = goldenStep({ compute, mask, oldLogProbs: logp_sampled, advantages: outcomes, signals });
    const own = { ...defaultsOf(block, 'kl'), beta: kl_coef };
    const made = await block.shape(step, step.advantages, own, step.advantages);
    return nested('advantages' in made ? made.advantages : made, T);
  };
  const ofKl = await shaped(reward.map(() => 0));
  const last = mask.map((row) => row.lastIndexOf(1));
  const token_reward = ofKl.map((row, r) =>
    row.map((value, t) => value - (row[t + 1] ?? 0) + (t === last[r] ? reward[r]! : 0)),
  );
  return { token_reward, returns: await shaped(reward) };
}

export const adapter: GoldenAdapter<Loss | Filter | Table | Returns> = {
  system: 'R1-Reward (StableReinforce)',
  run(input, { compute }) {
    if ('clip_eps' in input) return lossOf(input, compute);
    if ('kl_coef' in input) return returnsOf(input, compute);
    return 'columns' in input ? table(compute) : filtered(input, compute);
  },
};
