// What: parsed completions + truth + token signals → one column a reward, and their weighted sum.
// Formula: reward = Σ weight·column (TRL: reward_weights, sum_then_normalize); empty weights = all 1.
// Shapes: R = P·G rollouts, T tokens; signals [R × T] by name: logProb, entropy, viewLogProb, refLogProb. Mask, token ids and
// spans of the tokens are added here.
import type { Compute, DeviceArray } from '../gpu/compute.ts';
import { SIGNAL_COUNT, SIGNALS } from './layout.ts';
import { packTruth } from './packTruth.ts';
import { rewardByName } from './registry.ts';
import type { Reward } from './registry.ts';
import { checkFinite, RewardError, rawColumn } from './runReward.ts';
import type { ParsedCompletions, RewardColumn, RewardTable, Truth } from './types.ts';

export interface RewardsToScore {
  readonly parsed: ParsedCompletions;
  /** One a prompt. */
  readonly truths: readonly Truth[];
  readonly generations: number;
  readonly signals: Readonly<Record<string, Float32Array>>;
  readonly rewardFuncs: readonly string[];
  readonly rewardWeights: readonly number[];
  /** Knobs of the reward shaders by name; those that are absent have the default of the header. */
  readonly knobs: Readonly<Record<string, number>>;
  /** Shaders that the visitor has changed or written, by reward name. */
  readonly edited?: Readonly<Record<string, string>>;
}

/** The weights in the order of the rewards: all 1 where none are given. */
export function resolveWeights(rewardFuncs: readonly string[], rewardWeights: readonly number[]): number[] {
  if (rewardWeights.length === 0) return rewardFuncs.map(() => 1);
  if (rewardWeights.length === rewardFuncs.length) return [...rewardWeights];
  throw new Error(
    `There are ${rewardWeights.length} reward_weights for ${rewardFuncs.length} reward_funcs (${rewardFuncs.join(', ')}).`,
  );
}

/** The six signals in the order of layout.ts. */
export async function packSignals({
  parsed,
  signals,
}: Pick<RewardsToScore, 'parsed' | 'signals'>): Promise<Float32Array> {
  const { rollouts, maxTokens, lengths, tokens } = parsed;
  const size = rollouts * maxTokens;
  const packed = new Float32Array(SIGNAL_COUNT * size);
  const put = (name: string, values: ArrayLike<number>) => {
    if (values.length !== size) {
      throw new Error(`The signal '${name}' has ${values.length} numbers, not ${rollouts} × ${maxTokens}.`);
    }
    packed.set(values, SIGNALS[name]! * size);
  };
  // Signals that no reward shader can read (other probes) stay where they are.
  for (const [name, values] of Object.entries(signals)) if (name in SIGNALS) put(name, values);
  put(
    'mask',
    Float32Array.from({ length: size }, (_, i) =>
      i % maxTokens < lengths[Math.floor(i / maxTokens)]! ? (signals['mask']?.[i] ?? 1) : 0,
    ),
  );
  put('token', tokens);
  // Bit 0 (the completion) says what the mask says; without it a float holds 24 tags exactly.
  put(
    'tokenSpans',
    (await parsed.tokenSpans.read()).map((bits) => bits & ~1),
  );
  return packed;
}

/** Throws where a value is outside of what the header allows. */
export function knobsOf(reward: Reward, given: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    reward.knobs.map(({ name, default: fallback, min, max }) => {
      const value = given[name] ?? fallback;
      if (!(value >= min && value <= max)) {
        throw new RewardError(reward.name, `${name} = ${value} is not between ${min} and ${max}.`);
      }
      return [name, value];
    }),
  );
}

/** Knobs must belong to a reward that runs: a misspelt name is an error. */
function checkKnobs(rewards: readonly Reward[], given: Readonly<Record<string, number>>): void {
  const known = new Set(rewards.flatMap(({ knobs }) => knobs.map(({ name }) => name)));
  for (const name of Object.keys(given)) {
    if (known.has(name)) continue;
    throw new Error(`No reward that runs has a knob '${name}'. There are: ${[...known].join(', ') || 'none'}.`);
  }
}

export async function scoreRewards(compute: Compute, given: RewardsToScore): Promise<RewardTable> {
  const { parsed, truths, generations, rewardFuncs, knobs, edited } = given;
  const { rollouts, maxTokens, bytesPerRollout, completionBytes, spans, numbers, spanNames } = parsed;
  if (truths.length * generations !== rollouts) {
    throw new Error(`There are ${rollouts} rollouts for ${truths.length} prompts of ${generations} generations.`);
  }
  const weights = resolveWeights(rewardFuncs, given.rewardWeights);
  const rewards = rewardFuncs.map((name) => rewardByName(name, edited));
  checkKnobs(rewards, knobs);
  for (const { name, needs } of rewards) {
    const missing = needs.find((signal) => !(signal in given.signals));
    if (missing) throw new RewardError(name, `it needs the signal '${missing}': turn on the probe that makes it.`);
  }
  const own: DeviceArray[] = [];
  const keep = (array: DeviceArray) => (own.push(array), array);
  try {
    const truth = keep(compute.upload(packTruth(truths)));
    const signals = keep(compute.upload(await packSignals(given)));
    const columns: RewardColumn[] = [];
    for (const reward of rewards) {
      const params = { rollouts, generations, maxTokens, bytesPerRollout, ...knobsOf(reward, knobs) };
      const inputs = { completionBytes, spans, numbers, truth, signals };
      const values = await rawColumn(compute, reward, params, inputs, spanNames);
      checkFinite(reward, values, generations);
      columns.push({ name: reward.name, range: reward.range, values });
    }
    return { columns, weights, reward: await sumColumns(compute, columns, weights, rollouts) };
  } finally {
    for (const array of own) array.destroy();
  }
}

async function sumColumns(
  compute: Compute,
  columns: readonly RewardColumn[],
  weights: readonly number[],
  rollouts: number,
): Promise<Float32Array> {
  const all = new Float32Array(columns.length * rollouts);
  columns.forEach(({ values }, k) => all.set(values, k * rollouts));
  const { reward } = await compute.run('4-rewards/weightedSum', {
    params: { rollouts, columnCount: columns.length },
    inputs: { columns: all, weights: Float32Array.from(weights) },
    outputs: { reward: rollouts },
    dispatch: { invocations: rollouts },
  });
  try {
    return (await reward!.read()) as Float32Array;
  } finally {
    reward!.destroy();
  }
}
