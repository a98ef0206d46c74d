// What: PAPO through stages 5 and 6: the policy loss with its KL, the terms on divergence, entropies and right answers, the group
// advantage with verl's epsilon, and the controller anneal.
// Formula: none of its own: the loss and the gradient are the sums of the terms.
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import { computeCoefficients } from '../../../src/6-loss/computeCoefficients.ts';
import { divergenceLoss } from '../../../src/6-loss/divergenceLoss.ts';
import { block as rightNll } from '../../../src/6-loss/terms/rightNll.ts';
import { block as viewDivergence } from '../../../src/6-loss/terms/viewDivergence.ts';
import { block as viewEntropy } from '../../../src/6-loss/terms/viewEntropy.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import type { Facts, Own } from '../../../src/blocks/block.ts';
import type { LossTerm } from '../../../src/blocks/seams.ts';
import type { Inner, Term } from '../../../src/blocks/step.ts';
import { setLeaf, getLeaf, withLeaf } from '../../../src/config/setLeaf.ts';
import { defaultConfig } from '../../../src/config/validateConfig.ts';
import { block as anneal } from '../../../src/control/anneal.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];

interface Settings {
  readonly clip_ratio_low: number;
  readonly clip_ratio_high: number;
  readonly clip_ratio_dual: number;
  readonly loss_avg_mode: 'token' | 'seq';
  readonly use_kl_loss: boolean;
  readonly kl_coef: number;
  readonly use_kl_prcp: boolean;
  readonly kl_prcp_coef: number;
  readonly use_kl_prcp_token_level_mask: boolean;
  readonly kl_prcp_token_level_mask_top_p: number;
  readonly use_kl_prcp_clipping: boolean;
  readonly kl_prcp_clipping: number;
  readonly use_aug_entropy_loss: boolean;
  readonly aug_entropy_loss_coef: number;
  readonly use_ori_entropy_loss: boolean;
  readonly ori_entropy_loss_coef: number;
  readonly use_sft_loss: boolean;
  readonly sft_loss_coef: number;
}

interface LossInput {
  readonly logp: PerToken;
  readonly old_logp: PerToken;
  readonly ref_logp: PerToken;
  readonly aug_logp: PerToken;
  readonly mask: PerToken;
  readonly advantage_per_rollout: readonly number[];
  readonly kl_prcp_weighting: readonly number[];
  readonly kl_prcp_coef_now: number;
  readonly correct: readonly number[] | null;
  readonly config_changed: Partial<Settings>;
}
interface AdvantageInput {
  readonly rewards: readonly number[];
  readonly group: readonly number[];
}
interface AnnealInput {
  readonly start: number;
  readonly end: number;
  readonly total_steps: number;
  readonly steps: number;
}

const BEHIND = 'masked';
/** The step's prefixes as names: rows behind the mask are told from those as drawn. */
const prefixes = { drawn: {}, [BEHIND]: {} } as unknown as Record<string, Awaited<ReturnType<Inner['prefix']>>>;

const own = <K extends Facts['knobs']>(block: Facts<K>, as: string, set: Partial<Own<K>>): Own<K> => ({
  ...defaultsOf(block, as),
  ...set,
});

function policyLoss(compute: Compute, input: LossInput, c: Settings) {
  const { mask, logp, old_logp, ref_logp, advantage_per_rollout } = input;
  return computeCoefficients(compute, {
    lossType: c.loss_avg_mode === 'token' ? 'dapo' : 'grpo',
    importanceSamplingLevel: 'token',
    epsilon: c.clip_ratio_low,
    epsilonHigh: c.clip_ratio_high,
    delta: null,
    dualClip: c.clip_ratio_dual,
    beta: c.use_kl_loss ? c.kl_coef : 0,
    klEstimator: 'k3',
    klMax: 10,
    entropyCoef: 0,
    maskTruncatedCompletions: false,
    topEntropyQuantile: 1,
    oldLogProbs: flat(old_logp),
    newLogProbs: flat(logp),
    refLogProbs: flat(ref_logp),
    advantages: Float32Array.from(advantage_per_rollout),
    entropies: new Float32Array(mask.flat().length),
    lengths: Int32Array.from(mask, (row) => row.lastIndexOf(1) + 1),
    mask: flat(mask),
    maxTokens: mask[0]!.length,
  });
}

/** Every term with the gradient that it has on each set of rows. */
async function termsOf(step: Inner, input: LossInput, c: Settings, discount: number, recompute: boolean) {
  const ask = async <K extends Facts['knobs']>(is: boolean, block: LossTerm<K>, as: string, set: Partial<Own<K>>) =>
    is ? block.terms(step, own(block, as, set)) : [];
  return [
    ...(await ask(c.use_kl_prcp, viewDivergence, 'perception', {
      coef: input.kl_prcp_coef_now,
      top_share: c.use_kl_prcp_token_level_mask ? c.kl_prcp_token_level_mask_top_p : 1,
      clip: c.use_kl_prcp_clipping ? c.kl_prcp_clipping : null,
      weighting: 'weighting',
      recompute,
    })),
    ...(await ask(c.use_kl_prcp, viewEntropy, 'augmented', {
      view: BEHIND,
      coef: c.use_aug_entropy_loss ? discount * c.aug_entropy_loss_coef : 0,
      recompute,
    })),
    ...(await ask(true, viewEntropy, 'original', {
      coef: c.use_ori_entropy_loss ? discount * c.ori_entropy_loss_coef : 0,
    })),
    ...(await ask(c.use_sft_loss && input.correct !== null, rightNll, 'right', {
      reward: 'correct',
      coef: c.sft_loss_coef,
    })),
  ];
}

/** Σ of the gradients on a set of rows. */
const sumOf = (coefs: readonly Float32Array[], size: number) =>
  Array.from({ length: size }, (_, i) => coefs.reduce((sum, coef) => sum + coef[i]!, 0));

async function lossOf(input: LossInput, c: Settings, compute: Compute, recompute: boolean) {
  const { mask, logp, aug_logp, kl_prcp_weighting, correct } = input;
  const [size, maxTokens] = [mask.flat().length, mask[0]!.length];
  const policy = await policyLoss(compute, input, c);
  const step: Inner = {
    ...goldenStep({
      compute,
      mask,
      oldLogProbs: input.old_logp,
      newLogProbs: logp,
      signals: { [`${BEHIND}/logProb`]: aug_logp, weighting: kl_prcp_weighting },
      ...(correct && { columns: { correct } }),
      normaliser: policy.normaliser,
    }),
    prefix: (view) => Promise.resolve(prefixes[view]!),
  };
  // The discount of the annealing is the controller's; the code leaves it at 1 where the perception term is off.
  const discount = c.use_kl_prcp ? discountOf(input.kl_prcp_coef_now, c.kl_prcp_coef) : 1;
  const terms: readonly Term[] = await termsOf(step, input, c, discount, recompute);
  const gradient = (view: string) => terms.filter(({ rows }) => rows.prefix === prefixes[view]).map(({ coef }) => coef);
  const metric = (name: string) => terms.find(({ metrics }) => metrics?.[name] !== undefined)?.metrics?.[name] ?? null;
  const given = { viewLogProbs: flat(aug_logp), logProbs: flat(logp), mask: flat(mask) };
  const { divergences } = await compute.run('3-rollouts/viewDivergence', {
    params: { count: size },
    inputs: { viewLogProbs: given.viewLogProbs, logProbs: given.logProbs },
    outputs: { divergences: size },
    dispatch: { invocations: size },
  });
  const weights = Float32Array.from(kl_prcp_weighting);
  const kept = await divergenceLoss(
    compute,
    { ...given, weights, divisor: policy.normaliser },
    {
      strength: 0,
      topShare: c.use_kl_prcp_token_level_mask ? c.kl_prcp_token_level_mask_top_p : null,
      clip: c.use_kl_prcp_clipping ? c.kl_prcp_clipping : null,
    },
  );
  return {
    loss: terms.reduce((sum, { loss }) => sum + loss, policy.loss),
    dloss_dlogp: nested(sumOf([policy.coef, ...gradient('drawn')], size), maxTokens),
    k3_per_token_raw: nested(await divergences!.read(), maxTokens),
    aug_kld_after_weight_mask_clip: c.use_kl_prcp ? nested(kept.kept, maxTokens) : null,
    kl_prcp_mean: metric('perception/divergence'),
    kl_ref_mean: c.use_kl_loss ? await klMean(compute, input, c) : null,
    aug_entropy_estimate: metric('augmented/entropy_estimate'),
    clean_entropy_estimate: metric('original/entropy_estimate'),
    anneal_discount: discount,
    ...(recompute && { dloss_daug_logp: nested(sumOf(gradient(BEHIND), size), maxTokens) }),
  };
}

/** The average that loss_avg_mode takes of the KL: the loss itself at A = 0 and β = 1. */
async function klMean(compute: Compute, input: LossInput, c: Settings): Promise<number> {
  const advantage_per_rollout = input.advantage_per_rollout.map(() => 0);
  return (await policyLoss(compute, { ...input, advantage_per_rollout }, { ...c, use_kl_loss: true, kl_coef: 1 })).loss;
}

const run = (step: number) => ({ seed: 0, step, state: null, last: null, get: getLeaf, set: withLeaf });

/** What the controller makes of a setting that stands at `configured`. */
function moved(configured: number, from: number, to: number, total_steps: number, step: number) {
  const leaf = 'learning_rate';
  const config = setLeaf(defaultConfig(), leaf, String(configured));
  return anneal.move(config, run(step), own(anneal, 'anneal', { leaf, from, to, total_steps }));
}
const discountOf = (now: number, configured: number) => moved(configured, now, now, 0, 0).metrics!['anneal/discount']!;

async function advantageOf({ rewards, group }: AdvantageInput, compute: Compute) {
  const advantage = rewards.map(() => 0);
  for (const label of new Set(group)) {
    const rows = group.flatMap((other, r) => (other === label ? [r] : []));
    // verl asserts that a group has more than one rollout, as our check of num_generations does.
    if (rows.length < 2) return { raises: 'AssertionError: a group has one rollout' };
    const { perRollout } = await computeAdvantages(compute, {
      reward: Float32Array.from(rows, (r) => rewards[r]!),
      promptCount: 1,
      generations: rows.length,
      lengths: new Int32Array(rows.length).fill(1),
      maxTokens: 1,
      scaleRewards: 'group',
      baseline: 'group_mean',
      epsilon: 1e-6,
    });
    rows.forEach((r, i) => (advantage[r] = perRollout[i]!));
  }
  return { advantage };
}

export const adapter: GoldenAdapter<LossInput | AdvantageInput | AnnealInput> = {
  system: 'PAPO',
  async run(input, { name, file, compute }) {
    if ('rewards' in input) return advantageOf(input, compute);
    if ('total_steps' in input) {
      const { start, end, total_steps, steps } = input;
      const at = (step: number) => getLeaf(moved(start, start, end, total_steps, step).config, 'learning_rate');
      return { coef_used_at_step: Array.from({ length: steps }, (_, step) => at(step)) };
    }
    const settings = { ...(file.config_defaults as unknown as Settings), ...input.config_changed };
    return lossOf(input, settings, compute, name.includes('recompute flag'));
  },
};
