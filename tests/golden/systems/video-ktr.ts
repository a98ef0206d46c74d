// What: Video-KTR through the probe keyTokens, the weight onlyTokens, the reward rightInWindow, the group statistics and the loss grpo, of which the
// ratio is 1 and the KL bounded. The entropy of logits is that of the sampler.
// Formula: none of its own.
import { sampleTokens } from '../../../src/3-rollouts/sampleTokens.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import { computeCoefficients } from '../../../src/6-loss/computeCoefficients.ts';
import { block as keyTokens } from '../../../src/3-rollouts/probes/keyTokens.ts';
import { block as onlyTokens } from '../../../src/6-loss/weights/onlyTokens.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { bareCompletions } from '../../4-rewards/bareCompletions.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];

interface Step {
  readonly logp: PerToken;
  readonly logp_visual_hidden: PerToken;
  /** null: an image. */
  readonly logp_shuffled: PerToken | null;
  readonly entropy: PerToken;
  readonly ref_logp: PerToken;
  readonly lengths: readonly number[];
  readonly reward: readonly number[];
  readonly ratios_entropy_visual_temporal: readonly [number, number, number];
  readonly beta: number;
  readonly len_control: boolean;
}
interface Logits {
  /** [rollout][token][id] */
  readonly logits: readonly PerToken[];
}

async function entropyOf({ logits }: Logits, compute: Compute) {
  const [rows, vocabSize] = [logits.flat(), logits[0]![0]!.length];
  const { entropies } = await sampleTokens(compute, flat(rows), {
    ...{ rows: rows.length, vocabSize, temperature: 1, topK: 0, topP: 1, seed: 0, step: 0, position: 0 },
  });
  return { entropy: nested(entropies, logits[0]!.length) };
}

const BONUS = 0.2;

/** The rewards, with the bonus for answers of a good length where it is asked for. */
async function rewardsOf({ reward, len_control }: Step, counts: Float32Array, compute: Compute): Promise<number[]> {
  if (!len_control) return [...reward];
  const signals = new Map<string, Signal>([
    ['given/reward', { shape: 'rollout', values: Float32Array.from(reward) }],
    ['key/count', { shape: 'rollout', values: counts }],
  ]);
  const { reward: bonus } = await scoreRewards(compute, {
    ...{ parsed: bareCompletions(compute, { rollouts: reward.length, maxTokens: 1 }), truths: [{}] },
    ...{ generations: reward.length, signals },
    uses: [{ name: 'rightInWindow', weight: BONUS, knobs: { right: 'given/reward' } }],
  });
  return reward.map((own, r) => own + bonus[r]!);
}

async function step(input: Step, compute: Compute) {
  const { lengths, logp_shuffled, ratios_entropy_visual_temporal: ratios } = input;
  const [R, T] = [lengths.length, input.logp[0]!.length];
  const mask = lengths.map((length) => Array.from({ length: T }, (_, t) => (t < length ? 1 : 0)));
  const given = goldenStep({
    ...{ compute, mask, oldLogProbs: input.logp, entropies: input.entropy },
    signals: {
      'masked/logProb': input.logp_visual_hidden,
      ...(logp_shuffled && { 'shuffled/logProb': logp_shuffled }),
    },
  });
  const found = await keyTokens.probe(given, {
    ...{ ...defaultsOf(keyTokens, 'key'), temporal: logp_shuffled ? 'shuffled/logProb' : '' },
    ...{ entropy_share: ratios[0], visual_share: ratios[1], temporal_share: ratios[2] },
  });
  const marked = (name: string) => nested(found.get(`key/${name}`)!.values, T);
  const weights = await onlyTokens.weigh({ ...given, signals: found }, defaultsOf(onlyTokens, 'only'));
  const rewards = await rewardsOf(input, found.get('key/count')!.values, compute);
  const layout = { promptCount: 1, generations: R, lengths: Int32Array.from(lengths), maxTokens: T };
  const { advantages, perRollout } = await computeAdvantages(compute, {
    ...{ ...layout, reward: Float32Array.from(rewards), scaleRewards: 'group', baseline: 'group_mean' },
  });
  const { loss, coef } = await computeCoefficients(compute, {
    ...{ lossType: 'grpo', importanceSamplingLevel: 'token', epsilon: 0.2, epsilonHigh: null, delta: null },
    ...{ dualClip: null, beta: input.beta, klEstimator: 'k3', klGapMax: 10, entropyCoef: 0 },
    ...{ maskTruncatedCompletions: false, topEntropyQuantile: 1, advantages, mask: weights.mask! },
    ...{ oldLogProbs: flat(input.logp), refLogProbs: flat(input.ref_logp), entropies: flat(input.entropy) },
    ...{ lengths: layout.lengths, maxTokens: T },
  });
  return {
    ...{ mask_visual: marked('visual'), mask_entropy: marked('entropy') },
    mask_temporal: logp_shuffled && marked('temporal'),
    mask_union: nested(weights.mask!, T),
    rewards_after_length_rule: rewards,
    ...{ advantage: [...perRollout], loss, dloss_dlogp: nested(coef, T) },
  };
}

interface Output {
  readonly mask_union: PerToken;
  readonly advantage: readonly number[];
  readonly dloss_dlogp: PerToken;
  readonly loss: number;
}

/** Of a sum of terms as large as the advantages float32 keeps so much: what is compared is the loss on top of a hundredth of the largest. */
const offset = (advantage: readonly number[]) => 0.01 * Math.max(...advantage.map(Math.abs));

export const adapter: GoldenAdapter<Step | Logits> = {
  system: 'Video-KTR',
  leavesOut:
    'digits of a loss beyond 1e-7 of the largest advantage: it is a float32 sum of such terms, which nearly cancel; the loss, and the slopes of that answer, where no token of an answer is kept: the authors divide 0 by 0, and ours has loss 0 there.',
  reduce(output) {
    if (typeof output !== 'object' || output === null || !('mask_union' in output)) return output;
    const { mask_union, advantage, dloss_dlogp, loss } = output as Output;
    const isEmpty = mask_union.map((row) => !row.includes(1));
    return {
      ...output,
      loss: isEmpty.includes(true) ? null : loss + offset(advantage),
      dloss_dlogp: dloss_dlogp.filter((_, r) => !isEmpty[r]),
    };
  },
  run: (input, { compute }) => ('logits' in input ? entropyOf(input, compute) : step(input, compute)),
};
