// What: ReFine-RFT through our blocks: perReward and stage 5 for the advantages, stage 6 for the loss of its one update, and the
// rewards that read a text.
// Formula: none of its own; the contrast of the file is plain GRPO on the unweighted sum of the rewards.
import { grammarByName } from '../../../src/4-rewards/grammars.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import { computeAdvantages, weightedSum } from '../../../src/5-advantages/computeAdvantages.ts';
import { computeCoefficients } from '../../../src/6-loss/computeCoefficients.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

interface AdvantageInput {
  readonly rewards: readonly (readonly number[])[];
  readonly weights: readonly number[];
  readonly group_size: number;
  readonly first_rollout_mask: readonly number[];
}

interface TextInput {
  readonly completions: readonly string[];
  readonly max_len: number;
}

/** Only the first rollout has the mask of the case (formula_additions). */
const maskOf = ({ rewards, first_rollout_mask: first }: AdvantageInput) =>
  rewards.map((_, r) => (r === 0 ? [...first] : first.map(() => 1)));

async function advantagesOf(input: AdvantageInput, compute: Compute) {
  const { rewards, weights, group_size: generations } = input;
  const names = weights.map((_, k) => `reward${k}`);
  const columns = Object.fromEntries(names.map((name, k) => [name, rewards.map((row) => row[k]!)]));
  const step = { ...goldenStep({ compute, mask: maskOf(input), generations, columns }), weights };
  const { promptCount } = step.rollouts;
  const perReward = blocksIn('composition').get('perReward')!;
  const sum = (by: readonly number[]) =>
    Float32Array.from(rewards, (row) => row.reduce((total, value, k) => total + by[k]! * value, 0));
  const plain = weightedSum(sum(weights), step.columns, weights, promptCount);
  const shared = {
    ...{ promptCount, generations, maxTokens: 1, lengths: new Int32Array(rewards.length).fill(1) },
    scaleRewards: 'group' as const,
    baseline: 'group_mean' as const,
  };
  const own = await computeAdvantages(compute, {
    ...shared,
    reward: sum(weights),
    objectives: perReward.compose(step, [plain], defaultsOf(perReward, 'perReward')),
  });
  const contrast = await computeAdvantages(compute, { ...shared, reward: sum(weights.map(() => 1)) });
  return { advantage: own.perRollout, contrast: contrast.perRollout };
}

/** One update per batch: old and new log-probs agree, the ratio is 1. */
async function lossOf(input: AdvantageInput, advantages: Float32Array, compute: Compute) {
  const mask = maskOf(input);
  const maxTokens = mask[0]!.length;
  const logProbs = new Float32Array(mask.length * maxTokens);
  const { coef, loss } = await computeCoefficients(compute, {
    ...{ lossType: 'grpo', importanceSamplingLevel: 'token', epsilon: 0.2, epsilonHigh: null, delta: null },
    ...{ dualClip: null, offPolicyMaskThreshold: null, beta: 0, klEstimator: 'k3', useBiasCorrectionKl: false },
    ...{ entropyCoef: 0, maskTruncatedCompletions: false, topEntropyQuantile: 1 },
    ...{ oldLogProbs: logProbs, newLogProbs: logProbs, advantages, entropies: logProbs },
    lengths: Int32Array.from(mask, (row) => row.lastIndexOf(1) + 1),
    ...{ mask: flat(mask), maxTokens, maxCompletionLength: maxTokens },
  });
  return { loss, dloss_dlogp: nested(coef, maxTokens) };
}

async function textRewards({ completions, max_len }: TextInput, compute: Compute) {
  const parsed = await parseTexts(compute, completions, { grammar: grammarByName('think_answer') });
  const uses: RewardUse[] = [
    { name: 'thinkLength', as: 'think_punishment', knobs: { think_max_chars: max_len - 1 } },
    { name: 'thinkThenAnswer', as: 'format' },
    {
      ...{ name: 'thinkLength', as: 'think_length_10_20_margin_10' },
      knobs: { think_min_chars: 10, think_max_chars: 20 },
    },
  ];
  const generations = completions.length;
  const { columns } = await scoreRewards(compute, { parsed, uses, generations, truths: [{}], signals: new Map() });
  return Object.fromEntries(columns.map(({ name, values }) => [name, values]));
}

/** Float32 noise of a sum that is 0. */
const NOISE = 1e-6;

export const adapter: GoldenAdapter<AdvantageInput | TextInput> = {
  system: 'ReFine-RFT (MRN / MRPO)',
  leavesOut:
    'a loss below 1e-6: advantages add to 0 in each group, so it is 0, and what the file has is float32 rounding',
  reduce(output) {
    const { loss, ...rest } = output as { readonly loss?: number };
    return loss === undefined ? output : { ...rest, loss: Math.abs(loss) < NOISE ? 0 : loss };
  },
  async run(input, { compute }) {
    if ('completions' in input) return textRewards(input, compute);
    const { advantage, contrast } = await advantagesOf(input, compute);
    return {
      advantage,
      contrast_plain_grpo_of_the_unweighted_sum: contrast,
      ...(await lossOf(input, advantage, compute)),
    };
  },
};
