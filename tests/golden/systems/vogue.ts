// What: VOGUE: advantages of each branch by stage 5, bonuses by the shaper "cappedBonus", their signals by the sampler (entropy) and
// the kernel "symmetricKl" (paper) or the probes "sampledKl" and "sampledEntropy" (released code), p by the rule "twoBranches".
// Formula: none of its own; a bonus is what the shaper adds. A case says itself which branch its coin chose.
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import { sampleTokens } from '../../../src/3-rollouts/sampleTokens.ts';
import { symmetricKl } from '../../../src/3-rollouts/symmetricKl.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Inner } from '../../../src/blocks/step.ts';
import { branchProbability } from '../../../src/data/branchProbability.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];
type Logits = readonly PerToken[];

interface Settings {
  readonly alpha_o: number;
  readonly beta_o: number;
  readonly alpha_p: number;
  readonly beta_p: number;
  readonly total_steps: number;
}

interface PaperInput {
  readonly reward_raw: readonly number[];
  readonly reward_noisy: readonly number[];
  readonly logits_raw_rollout_clean_image: Logits;
  readonly logits_noisy_rollout_clean_image: Logits;
  readonly logits_noisy_rollout_noisy_image: Logits;
  readonly mask_raw: PerToken;
  readonly mask_noisy: PerToken;
  readonly step: number;
  readonly total_steps?: number;
  readonly select_noisy: readonly boolean[];
  readonly config_changed?: Partial<Settings>;
}

interface CodeInput {
  readonly reward: readonly number[];
  readonly raw_log_probs: PerToken;
  readonly aug_log_probs: PerToken;
  readonly mask: PerToken;
  readonly use_augmented: readonly boolean[];
  readonly config_changed?: Readonly<Record<string, number | boolean>>;
}

interface StepsInput {
  readonly steps: readonly number[];
  readonly total_steps?: number;
}

type Input = PaperInput | CodeInput | StepsInput;

const masked = (values: PerToken, mask: PerToken) =>
  values.map((row, r) => row.map((value, t) => (mask[r]![t] ? value : 0)));

async function outcomeOf(compute: Compute, reward: readonly number[]) {
  const values = Float32Array.from(reward);
  const { perRollout } = await computeAdvantages(compute, {
    ...{ reward: values, promptCount: 1, generations: reward.length, maxTokens: 1 },
    lengths: new Int32Array(reward.length).fill(1),
    objectives: [{ name: 'outcome', values, weight: Float32Array.of(1), epsilon: 1e-6, single: 'keep' }],
    ...{ scaleRewards: 'group', baseline: 'group_mean' },
  });
  return [...perRollout];
}

const spread = (values: readonly number[], mask: PerToken) => mask.map((row, r) => row.map((own) => own * values[r]!));

/** The shaper on a signal; [R][T]. */
async function withBonus(step: Inner, A: PerToken, unshaped: PerToken, signal: string, knobs: Record<string, unknown>) {
  const block = blocksIn('advantage').get('cappedBonus')!;
  const own = { ...defaultsOf(block, signal), signal, ...knobs };
  const made = await block.shape(step, flat(A), own, flat(unshaped));
  return nested('advantages' in made ? made.advantages : made, A[0]!.length);
}

const minus = (a: PerToken, b: PerToken) => a.map((row, r) => row.map((value, t) => value - b[r]![t]!));

async function entropiesOf(compute: Compute, logits: Logits) {
  const [rows, vocabSize] = [logits.length * logits[0]!.length, logits[0]![0]!.length];
  const settings = { rows, vocabSize, temperature: 1, topK: 0, topP: 1, seed: 0, step: 0, position: 0 };
  const { entropies } = await sampleTokens(compute, flat(logits.flat()), settings);
  return nested(entropies, logits[0]!.length);
}

async function klOf(compute: Compute, clean: Logits, noisy: Logits) {
  const [rows, vocabSize] = [clean.length * clean[0]!.length, clean[0]![0]!.length];
  const settings = { rows, vocabSize, temperature: 1 };
  return nested(await symmetricKl(compute, flat(clean.flat()), flat(noisy.flat()), settings), clean[0]!.length);
}

async function paper(input: PaperInput, compute: Compute, defaults: Settings) {
  const { mask_raw, mask_noisy, select_noisy } = input;
  const given = { ...defaults, ...input.config_changed };
  const total = input.total_steps ?? given.total_steps;
  const [rawLogits, cleanLogits, noisyLogits] = [
    input.logits_raw_rollout_clean_image,
    input.logits_noisy_rollout_clean_image,
    input.logits_noisy_rollout_noisy_image,
  ];
  const signals = {
    raw: masked(await entropiesOf(compute, rawLogits), mask_raw),
    noisy: masked(await entropiesOf(compute, noisyLogits), mask_noisy),
    per: masked(await klOf(compute, cleanLogits, noisyLogits), mask_noisy),
  };
  const step = (mask: PerToken) => goldenStep({ compute, mask, signals });
  const [outcomeRaw, outcomeNoisy] = [
    await outcomeOf(compute, input.reward_raw),
    await outcomeOf(compute, input.reward_noisy),
  ];
  const [A, N] = [spread(outcomeRaw, mask_raw), spread(outcomeNoisy, mask_noisy)];
  const out = { alpha: given.alpha_o, beta: given.beta_o };
  const per = { alpha: given.alpha_p, beta: given.beta_p };
  const raw = await withBonus(step(mask_raw), A, A, 'raw', out);
  const first = await withBonus(step(mask_noisy), N, N, 'noisy', out);
  const noisy = await withBonus(step(mask_noisy), first, N, 'per', per);
  return {
    ...{ A_raw: outcomeRaw, A_noisy: outcomeNoisy },
    ...{ u_out_raw: signals.raw, u_out_noisy: signals.noisy, u_per: signals.per },
    g_out_raw: minus(raw, A),
    g_out_noisy: minus(first, N),
    g_per: minus(await withBonus(step(mask_noisy), N, N, 'per', per), N),
    ...{ A_hat_raw: raw, A_hat_noisy: noisy },
    p_noisy: branchProbability(input.step, total),
    A_used: select_noisy.map((isNoisy, r) => (isNoisy ? noisy : raw)[r]!),
  };
}

async function code(input: CodeInput, compute: Compute) {
  const { raw_log_probs: clean, aug_log_probs: other, mask, use_augmented: augmented, config_changed = {} } = input;
  const changed = (name: RegExp, fallback: number) =>
    Number(Object.entries(config_changed).find(([key]) => name.test(key))?.[1] ?? fallback);
  const own = clean.map((row, r) => (augmented[r] ? other[r]! : row));
  const forward_only = config_changed['use_forward_kl_only'] === true;
  /** As the probe sees a step in which every rollout was asked behind the other picture. */
  const probed = async (name: string, oldLogProbs: PerToken) => {
    const step = goldenStep({ compute, mask, generations: 1, oldLogProbs, signals: { 'clean/logProb': clean } });
    const places = { ...step, drawn: mask.map(() => ({ view: 'noisy' })) } as unknown as Inner;
    const block = blocksIn('probe').get(name)!;
    const found = await block.probe(places, { ...defaultsOf(block, 'x'), view: 'clean', forward_only } as never);
    return masked(nested(found.get(`x/${name}`)!.values, mask[0]!.length), mask);
  };
  const penalty = await probed('sampledKl', other);
  const entropy = await probed('sampledEntropy', own);
  const step = goldenStep({
    ...{ compute, mask },
    signals: { kl: penalty.map((row, r) => row.map((value) => (augmented[r] ? value : 0))), entropy },
  });
  const base = spread(await outcomeOf(compute, input.reward), mask);
  const weight = { alpha: changed(/weight/, 1), beta: 2, cap: 'present' };
  const first = await withBonus(step, base, base, 'kl', weight);
  const bonus = { alpha: changed(/alpha/, 0.4), beta: changed(/kappa/, 2), cap: 'present' };
  return {
    advantage_base: base,
    kl_penalty: penalty,
    advantages: await withBonus(step, first, base, 'entropy', bonus),
  };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'VOGUE',
  run(input, { file, compute }) {
    const defaults = file.config_defaults as unknown as Settings;
    if ('steps' in input) {
      const total = input.total_steps ?? defaults.total_steps;
      return { p_noisy: input.steps.map((step) => branchProbability(step, total)) };
    }
    return 'reward_raw' in input ? paper(input, compute, defaults) : code(input, compute);
  },
};
