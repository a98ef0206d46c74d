// What: the uses of rewards in a recipe: a reward by name, with its weight and knobs and the name that its column goes by. The
// same reward may be used twice under two names.
import { signalName } from '../gpu/wgsl/headerSignals.ts';
import type { NamedSignal } from '../gpu/wgsl/headerSignals.ts';
import { hasSignal } from './packSignals.ts';
import type { SignalSources } from './packSignals.ts';
import { rewardByName } from './registry.ts';
import type { Reward } from './registry.ts';
import { RewardError } from './runReward.ts';

export interface RewardUse {
  /** Of the shader. */
  readonly name: string;
  /** Name of the column and of the signal `reward/<as>`; the shader's where absent. */
  readonly as?: string;
  /** 1 where absent. */
  readonly weight?: number;
  /** Numbers for `// Knob:` lines, names of signals for `// Signal:` lines; absent = the default of the header. */
  readonly knobs?: Readonly<Record<string, number | string>>;
}

/** A use with its shader, its numbers, and its signals by the names that they have here. */
export interface ReadyReward {
  readonly reward: Reward;
  readonly as: string;
  readonly weight: number;
  readonly knobs: Readonly<Record<string, number>>;
  readonly signals: readonly NamedSignal[];
}

/** The weights in the order of the rewards: all 1 where none are given. */
export function resolveWeights(rewardFuncs: readonly string[], rewardWeights: readonly number[]): number[] {
  if (rewardWeights.length === 0) return rewardFuncs.map(() => 1);
  if (rewardWeights.length === rewardFuncs.length) return [...rewardWeights];
  throw new Error(
    `There are ${rewardWeights.length} reward_weights for ${rewardFuncs.length} reward_funcs (${rewardFuncs.join(', ')}).`,
  );
}

/** The uses that TRL's three settings mean: a knob goes to every reward that has one of that name. */
export function plainUses(
  rewardFuncs: readonly string[],
  rewardWeights: readonly number[],
  knobs: Readonly<Record<string, number>>,
  edited?: Readonly<Record<string, string>>,
): RewardUse[] {
  const weights = resolveWeights(rewardFuncs, rewardWeights);
  const rewards = rewardFuncs.map((name) => rewardByName(name, edited));
  const known = new Set(rewards.flatMap((reward) => reward.knobs.map(({ name }) => name)));
  const wrong = Object.keys(knobs).find((name) => !known.has(name));
  if (wrong !== undefined) {
    throw new Error(`No reward that runs has a knob '${wrong}'. There are: ${[...known].join(', ') || 'none'}.`);
  }
  return rewards.map((reward, k) => {
    const own = reward.knobs.filter(({ name }) => name in knobs).map(({ name }) => [name, knobs[name]!] as const);
    return { name: reward.name, weight: weights[k]!, knobs: Object.fromEntries(own) };
  });
}

/** Throws where a value is outside of what the header allows. */
export function knobsOf(reward: Reward, given: Readonly<Record<string, number | string>>): Record<string, number> {
  return Object.fromEntries(
    reward.knobs.map(({ name, default: fallback, min, max }) => {
      const value = given[name] ?? fallback;
      if (!(typeof value === 'number' && value >= min && value <= max)) {
        throw new RewardError(reward.name, `${name} = ${value} is not between ${min} and ${max}.`);
      }
      return [name, value];
    }),
  );
}

/** The signals of a reward by the names that a use gives them. */
export const signalsOfUse = (
  { signals }: Reward,
  knobs: Readonly<Record<string, number | string>> = {},
): NamedSignal[] =>
  signals.map((signal) => {
    const renamed = signal.knob === undefined ? undefined : knobs[signal.knob];
    return { ...signal, name: typeof renamed === 'string' && renamed ? signalName(renamed) : signal.name };
  });

function ready({ name, as = name, weight = 1, knobs = {} }: RewardUse, edited?: Readonly<Record<string, string>>) {
  const reward = rewardByName(name, edited);
  const known = [...reward.knobs.map((knob) => knob.name), ...reward.signals.flatMap(({ knob }) => knob ?? [])];
  const wrong = Object.keys(knobs).find((knob) => !known.includes(knob));
  if (wrong !== undefined) {
    throw new RewardError(as, `the reward ${name} has no knob '${wrong}'. It has: ${known.join(', ') || 'none'}.`);
  }
  if (!Number.isFinite(weight)) throw new RewardError(as, `its weight ${weight} must be a finite number.`);
  return { reward, as, weight, knobs: knobsOf(reward, knobs), signals: signalsOfUse(reward, knobs) };
}

/** Every use checked before the first one runs: names, knobs, and that each signal is there when its turn comes. */
export function readyRewards(
  uses: readonly RewardUse[],
  sources: Pick<SignalSources, 'signals' | 'units'>,
  edited?: Readonly<Record<string, string>>,
): ReadyReward[] {
  const all = uses.map((use) => ready(use, edited));
  const names = all.map(({ as }) => as);
  const twice = names.find((as, k) => names.indexOf(as) !== k);
  if (twice !== undefined) {
    throw new Error(`Two rewards go by the name '${twice}'; give one of them another name with \`as\`.`);
  }
  for (const [k, { as, signals }] of all.entries()) {
    for (const { name } of signals) {
      if (names.slice(0, k).includes(rewardOf(name) ?? '') || hasSignal(name, sources)) continue;
      throw new RewardError(as, missingSignal(name, names, k));
    }
  }
  return all;
}

const rewardOf = (name: string) => /^reward\/(.+)$/.exec(name)?.[1];

/** What is missing and which kind of block makes it; `k` is the place of the reward that asks. */
export function missingSignal(name: string, uses: readonly string[] = [], k = 0): string {
  const start = `it needs the signal '${name}'`;
  const [, path, rest] = /^(\w+)\/(.+)$/.exec(name) ?? [];
  if (path === 'reward') {
    if (uses[k] === rest) return `${start}, which is its own column; a reward cannot read itself.`;
    if (uses.includes(rest!)) return `${start}, but '${rest}' comes after it in the list; move '${rest}' before it.`;
    return `${start}, but no reward has the name '${rest}'; add one before it.`;
  }
  if (path === 'ref')
    return `${start}: set beta to something other than 0, which scores the answers with the frozen network.`;
  if (path === 'tag') return `${start}: add a data rule that gives its places the tag '${rest}'.`;
  if (path === 'unit')
    return `${start}: add a sampler, an action or a grammar that divides answers into units ('${rest}').`;
  if (rest === 'logProb' || rest === 'entropy') {
    return `${start}: add a view or a vector named '${path}' and the probe that scores the answers with it.`;
  }
  return `${start}: add the probe${path ? ` named '${path}'` : ''} that produces it.`;
}
