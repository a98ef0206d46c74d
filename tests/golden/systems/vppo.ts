// What: VPPO through the probe "divergence", the weight "topShare", the shaper "trajectoryScale", the clipped loss and the entropy
// guard of PAPO (VPPO's penalty is the same estimator), per micro-batch of a mini-batch.
// Formula: none of its own; loss and gradient are sums of two terms.
import { trajectoryScales, trajectoryScores } from '../../../src/5-advantages/trajectoryScales.ts';
import { computeCoefficients } from '../../../src/6-loss/computeCoefficients.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import type { Facts, Own } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { BlockOf } from '../../../src/blocks/registry.ts';
import type { Inner } from '../../../src/blocks/step.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];

interface Settings {
  readonly use_vppo_on_perception: boolean;
  readonly use_vppo_on_entropy: boolean;
  readonly use_advantage_shaping: boolean;
  readonly top_p_perception_tokens: number;
  readonly top_p_entropy_tokens: number;
  readonly advantage_scaling_min: number;
  readonly clip_ratio_low: number;
  readonly clip_ratio_high: number;
  readonly clip_ratio_dual: number;
  readonly use_entropy_penalty: boolean;
  readonly entropy_penalty_coef: number;
}

interface Input {
  readonly logp: PerToken;
  readonly old_logp: PerToken;
  readonly aug_logp: PerToken;
  readonly entropy: PerToken;
  readonly mask: PerToken;
  readonly advantage_per_rollout: readonly number[];
  readonly micro_batch_size: number;
  readonly config_changed: Partial<Settings>;
}

const SIGNAL = 'masked/divergence';

/** The block of that name with its defaults but for these knobs. */
function blockWith<A extends keyof BlockOf>(axis: A, name: string, knobs: Readonly<Record<string, unknown>> = {}) {
  const block = blocksIn(axis).get(name)!;
  return { block, own: { ...defaultsOf(block as Facts, name), ...knobs } as Own };
}

/** Tokens that count moved to the front of each rollout, where our completions have them; `back` puts them where they were. */
function packed(mask: PerToken) {
  const order = mask.map((row) => [...row.keys()].toSorted((a, b) => row[b]! - row[a]!));
  return {
    front: (values: PerToken) => values.map((row, r) => order[r]!.map((t) => row[t]!)),
    back: (values: PerToken) => values.map((row, r) => row.map((_, t) => row[order[r]!.indexOf(t)]!)),
  };
}

/** Rollouts first … first + count of arrays [R][…]. */
const sliced = <T>(values: readonly T[], rows: readonly number[]): T[] => rows.map((r) => values[r]!);

async function weightsOf(step: Inner, given: Settings): Promise<Float32Array | undefined> {
  if (!given.use_vppo_on_perception && !given.use_vppo_on_entropy) return undefined;
  const { block, own } = blockWith('tokenWeight', 'topShare', {
    signal: SIGNAL,
    share: given.use_vppo_on_perception ? given.top_p_perception_tokens : 0,
    entropy_share: given.use_vppo_on_entropy ? given.top_p_entropy_tokens : 0,
  });
  return (await block.weigh(step, own)).weights!;
}

async function lossOf(step: Inner, advantages: Float32Array, tokenWeights: Float32Array | undefined, given: Settings) {
  const { compute, mask, rollouts, now } = step;
  const { oldLogProbs, entropies, lengths, maxTokens } = rollouts;
  const policy = await computeCoefficients(compute, {
    ...{ lossType: 'dapo', importanceSamplingLevel: 'token', delta: null, beta: 0, klEstimator: 'k3' },
    ...{ entropyCoef: 0, maskTruncatedCompletions: false, topEntropyQuantile: 1 },
    epsilon: given.clip_ratio_low,
    epsilonHigh: given.clip_ratio_high,
    dualClip: given.clip_ratio_dual,
    ...{ oldLogProbs, newLogProbs: now.logProbs, entropies, advantages, lengths, mask, maxTokens },
    ...(tokenWeights && { tokenWeights }),
  });
  const guard = blockWith('auxiliaryLoss', 'viewEntropy', { view: 'drawn', coef: given.entropy_penalty_coef });
  const terms = given.use_entropy_penalty ? await guard.block.terms(step, guard.own) : [];
  const add = (values: Float32Array) =>
    values.map((value, i) => terms.reduce((sum, { coef }) => sum + coef[i]!, value));
  return {
    pg_loss: policy.loss,
    loss_with_entropy_penalty: terms.reduce((sum, { loss }) => sum + loss, policy.loss),
    dloss_dlogp: nested(add(policy.coef), maxTokens),
  };
}

type Output = { readonly micro_batches: readonly Readonly<Record<string, unknown>>[] };

/** Rollouts in which a kept and a dropped token are equally dependent: which of them is kept is anyone's choice. */
function isTied(batch: Readonly<Record<string, unknown>>, mask: PerToken): boolean {
  const [dependency, kept] = ['dependency_per_token', 'token_mask'].map((key) => batch[key] as PerToken | null);
  if (!dependency || !kept) return false;
  return (batch['rollouts'] as readonly number[]).some((r, i) => {
    const live = [...mask[r]!.keys()].filter((t) => mask[r]![t]! > 0);
    const values = (is: number) => live.filter((t) => kept[i]![t] === is).map((t) => dependency[i]![t]!);
    return values(1).some((value) => values(0).includes(value));
  });
}

const OF_THE_CHOICE = ['pg_loss', 'loss_with_entropy_penalty', 'dloss_dlogp'];

/** Of a micro-batch with ties the number of kept tokens, and what does not depend on which they are. */
function withoutTies(batch: Readonly<Record<string, unknown>>, mask: PerToken) {
  if (!isTied(batch, mask)) return batch;
  const kept = (batch['token_mask'] as PerToken).map((row) => row.reduce((sum, own) => sum + own, 0));
  const rest = Object.entries(batch).filter(([key]) => !OF_THE_CHOICE.includes(key));
  return { ...Object.fromEntries(rest), token_mask: kept };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'VPPO',
  leavesOut:
    'in a micro-batch where a kept and a dropped token are equally dependent, which of them is kept and the loss that follows: torch.sort leaves the order of equal values open.',
  reduce(output, { mask }) {
    const { micro_batches, ...rest } = output as Output;
    return { ...rest, micro_batches: micro_batches.map((batch) => withoutTies(batch, mask)) };
  },
  async run(input, { file, compute }) {
    const given = { ...(file.config_defaults as unknown as Settings), ...input.config_changed };
    const { front, back } = packed(input.mask);
    const [R, T] = [input.mask.length, input.mask[0]!.length];
    const arrays = {
      ...{ mask: front(input.mask), oldLogProbs: front(input.old_logp), newLogProbs: front(input.logp) },
      entropies: front(input.entropy),
    };
    const whole = goldenStep({ compute, ...arrays, signals: { 'masked/logProb': front(input.aug_logp) } });
    const probe = blockWith('probe', 'divergence', { as: 'masked', of: 'masked' });
    const divergence = (await probe.block.probe(whole, probe.own)).get(SIGNAL)!;
    const step = { ...whole, signals: new Map([...whole.signals, [SIGNAL, divergence] as const]) };
    const dependency = nested(divergence.values, T);

    const size = input.micro_batch_size;
    const A = flat(input.mask.map((row, r) => row.map(() => input.advantage_per_rollout[r]!)));
    const { shaped, scaled, scores } = await (async () => {
      if (!given.use_advantage_shaping) return { shaped: A, scaled: null, scores: null };
      const settings = { scale_min: given.advantage_scaling_min, micro_batch: size, signal: SIGNAL };
      const { block, own } = blockWith('advantage', 'trajectoryScale', settings);
      const made = await block.shape(step, A, own, A);
      const means = trajectoryScores(divergence.values, step.rollouts);
      const counts = Array.from(step.rollouts.lengths, (length) => length > 0);
      return {
        shaped: 'advantages' in made ? made.advantages : made,
        scaled: trajectoryScales(means, counts, { scaleMin: given.advantage_scaling_min, microBatch: size }),
        scores: means,
      };
    })();

    const micro_batches = [];
    for (let start = 0; start < R; start += size) {
      const rows = [...Array(R).keys()].slice(start, start + size);
      const part = (values: PerToken) => sliced(values, rows);
      const own = goldenStep({
        compute,
        ...{ mask: part(arrays.mask), oldLogProbs: part(arrays.oldLogProbs), newLogProbs: part(arrays.newLogProbs) },
        entropies: part(arrays.entropies),
        signals: { [SIGNAL]: part(dependency) },
      });
      const advantages = part(nested(shaped, T));
      const weights = await weightsOf(own, given);
      const loss = await lossOf(own, flat(advantages), weights, given);
      const packedBack = packed(part(input.mask)).back;
      const needed = given.use_vppo_on_perception || given.use_advantage_shaping;
      micro_batches.push({
        ...loss,
        dloss_dlogp: packedBack(loss.dloss_dlogp),
        rollouts: rows,
        token_mask: packedBack(weights ? nested(weights, T) : part(arrays.mask)),
        scaling_factor: scaled && sliced([...scaled.scales], rows),
        dynamic_scaling_max: scaled && scaled.tops[start / size],
        sensitivity_score: scores && sliced(scores, rows),
        dependency_per_token: needed ? part(back(dependency)) : null,
        shaped_advantages: part(input.mask).map((row, i) => row.map((own, t) => own * packedBack(advantages)[i]![t]!)),
      });
    }
    return { global_min_score: scaled && scaled.min, global_max_score: scaled && scaled.max, micro_batches };
  },
};
