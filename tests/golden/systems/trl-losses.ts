// What: TRL's base losses and advantages through stages 5 and 6.
// Formula: none of its own but the share of a micro-batch: our step is one batch, TRL divides grpo, bnpo and dr_grpo by the
// number of micro-batches, and dapo and its kin by the tokens of all of them.
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import type { AdvantagesToCompute } from '../../../src/5-advantages/computeAdvantages.ts';
import { computeCoefficients } from '../../../src/6-loss/computeCoefficients.ts';
import type { LossSettings } from '../../../src/6-loss/computeCoefficients.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, nested } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];

interface Arrays {
  readonly logp: PerToken;
  readonly old_logp: PerToken;
  readonly ref_logp: PerToken;
  readonly entropy: PerToken;
  readonly mask: PerToken;
  readonly tool_mask?: PerToken;
  readonly advantage: readonly number[];
}

interface LossInput extends Partial<Arrays> {
  readonly loss_type: string;
  readonly importance_sampling_level: 'token' | 'sequence';
  readonly beta: number;
  readonly epsilon_low: number;
  readonly epsilon_high: number;
  readonly delta: number | null;
  readonly top_entropy_quantile: number;
  readonly max_completion_length: number;
  readonly num_items_in_batch: number;
  readonly old_logp_given: boolean;
  readonly gradient_accumulation: number;
  readonly entropy_coef: number | null;
  readonly off_policy_mask_threshold: number | null;
  readonly use_bias_correction_kl: boolean;
}

interface AdvantageInput {
  readonly rewards: readonly (readonly (number | 'NaN')[])[];
  readonly weights: readonly number[];
  readonly group_size: number;
  readonly aggregation: 'sum_then_normalize' | 'normalize_then_sum';
  readonly scale_rewards: AdvantagesToCompute['scaleRewards'];
}

const PER_TOKEN_OF_ALL = ['dapo', 'cispo', 'vespo'];

async function lossOf(input: LossInput & Arrays, compute: Compute) {
  const { loss_type, mask: own, tool_mask: tools, num_items_in_batch, gradient_accumulation } = input;
  const mask = own.map((row, r) => row.map((value, t) => value * (tools?.[r]![t] ?? 1)));
  const maxTokens = mask[0]!.length;
  const { coef, weights, loss, metrics } = await computeCoefficients(compute, {
    lossType: loss_type as LossSettings['lossType'],
    importanceSamplingLevel: input.importance_sampling_level,
    epsilon: input.epsilon_low,
    epsilonHigh: input.epsilon_high,
    delta: input.delta,
    dualClip: null,
    offPolicyMaskThreshold: input.off_policy_mask_threshold,
    itemsInBatch: num_items_in_batch,
    beta: input.beta,
    klEstimator: 'k3',
    useBiasCorrectionKl: input.use_bias_correction_kl,
    entropyCoef: input.entropy_coef ?? 0,
    maskTruncatedCompletions: false,
    topEntropyQuantile: input.top_entropy_quantile,
    oldLogProbs: flat(input.old_logp_given ? input.old_logp : input.logp),
    newLogProbs: flat(input.logp),
    ...(input.beta !== 0 && { refLogProbs: flat(input.ref_logp) }),
    advantages: Float32Array.from(input.advantage),
    entropies: flat(input.entropy),
    lengths: Int32Array.from(own, (row) => row.lastIndexOf(1) + 1),
    mask: flat(mask),
    maxTokens,
    maxCompletionLength: input.max_completion_length,
  });
  const share = PER_TOKEN_OF_ALL.includes(loss_type) ? 1 : 1 / gradient_accumulation;
  return {
    loss: loss * share,
    dloss_dlogp: nested(coef, maxTokens).map((row) => row.map((value) => value * share)),
    metrics,
    entropy_mask: nested(weights, maxTokens),
  };
}

async function advantageOf(input: AdvantageInput, compute: Compute) {
  const { rewards, weights, group_size: generations, aggregation, scale_rewards: scaleRewards } = input;
  // TRL: nansum over the rewards that scored a rollout; one that none scored enters no statistics.
  const missing = rewards.map((row) => row.every((value) => value === 'NaN'));
  const values = rewards.map((row) => row.map((value) => (value === 'NaN' ? 0 : value)));
  const columns = weights.map((_, k) => ({
    name: `reward ${k}`,
    range: [0, 1] as const,
    values: Float32Array.from(values, (row) => row[k]!),
  }));
  const { advantages } = await computeAdvantages(compute, {
    reward: Float32Array.from(values, (row) => row.reduce((sum, value, k) => sum + weights[k]! * value, 0)),
    table: { columns, weights },
    promptCount: rewards.length / generations,
    generations,
    lengths: new Int32Array(rewards.length).fill(1),
    maxTokens: 1,
    ...(missing.includes(true) && { inStatistics: Uint8Array.from(missing, (gone) => (gone ? 0 : 1)) }),
    scaleRewards,
    baseline: 'group_mean',
    aggregation,
  });
  return { advantage: advantages };
}

export const adapter: GoldenAdapter<LossInput | AdvantageInput> = {
  system: 'TRL GRPOTrainer base losses',
  run(input, { file, compute }) {
    if ('rewards' in input) return advantageOf(input, compute);
    return lossOf({ ...(file['base_input'] as Arrays), ...input }, compute);
  },
};
