// What: parsed completions + truth + signals → one column per use of a reward, and their weighted sum.
// Formula: reward = Σ weight·column (TRL: reward_weights, sum_then_normalize) over the columns that scored the rollout (TRL:
// nansum). Rewards run in the order of the list; each column is the rollout signal `reward/<as>` for those behind it.
// Shapes: R = P·G rollouts, T tokens; signals by name and shape (blocks/signals.ts).
import type { Signals } from '../blocks/signals.ts';
import type { Compute } from '../gpu/compute.ts';
import { checkSizes, signalsOf } from './packSignals.ts';
import { rewardInputs } from './rewardInputs.ts';
import type { RewardSources } from './rewardInputs.ts';
import { plainUses, readyRewards } from './rewardUses.ts';
import type { RewardUse } from './rewardUses.ts';
import { checkFinite, rawColumn, splitScorable } from './runReward.ts';
import type { ParsedCompletions, RewardColumn, RewardTable } from './types.ts';

export interface RewardsToScore extends RewardSources {
  readonly parsed: ParsedCompletions;
  readonly uses: readonly RewardUse[];
  /** Shaders that the visitor has changed or written, by reward name. */
  readonly edited?: Readonly<Record<string, string>>;
}

/** TRL's three settings in place of uses; signals may be token signals by name. */
export interface PlainRewardsToScore extends Omit<RewardsToScore, 'uses' | 'signals'> {
  readonly signals: Signals | Readonly<Record<string, Float32Array>>;
  readonly rewardFuncs: readonly string[];
  readonly rewardWeights: readonly number[];
  /** Knobs of the reward shaders by name; those that are absent have the default of the header. */
  readonly knobs: Readonly<Record<string, number>>;
}

function usesOf(given: RewardsToScore | PlainRewardsToScore): RewardsToScore {
  if ('uses' in given) return given;
  const { rewardFuncs, rewardWeights, knobs, signals, ...rest } = given;
  const uses = plainUses(rewardFuncs, rewardWeights, knobs, given.edited);
  return {
    ...rest,
    uses,
    signals: signals instanceof Map ? signals : signalsOf(signals as Record<string, Float32Array>),
  };
}

export async function scoreRewards(
  compute: Compute,
  asked: RewardsToScore | PlainRewardsToScore,
): Promise<RewardTable> {
  const given = usesOf(asked);
  const { parsed, truths, generations } = given;
  const { rollouts, completionBytes, spans, numbers, spanNames } = parsed;
  if (truths.length * generations !== rollouts) {
    throw new Error(`There are ${rollouts} rollouts for ${truths.length} prompts of ${generations} generations.`);
  }
  checkSizes(given);
  const signals = new Map(given.signals);
  const columns: RewardColumn[] = [];
  for (const use of readyRewards(given.uses, given, given.edited)) {
    const { reward, as, weight } = use;
    const { params, inputs } = await rewardInputs(use, { ...given, signals });
    const raw = await rawColumn(compute, reward, params, { completionBytes, spans, numbers, ...inputs }, spanNames);
    checkFinite(as, raw, generations);
    const column = { name: as, range: reward.range, weight, ...splitScorable(raw) };
    signals.set(`reward/${as}`, { shape: 'rollout', values: column.values });
    columns.push(column);
  }
  const reward = await sumColumns(compute, columns, rollouts);
  const scorable = Uint8Array.from({ length: rollouts }, (_, r) =>
    columns.length === 0 || columns.some((column) => column.scorable?.[r] !== 0) ? 1 : 0,
  );
  return {
    ...{ columns, weights: columns.map(({ weight = 1 }) => weight), reward },
    ...(scorable.includes(0) && { scorable }),
  };
}

async function sumColumns(compute: Compute, columns: readonly RewardColumn[], rollouts: number): Promise<Float32Array> {
  const all = new Float32Array(columns.length * rollouts);
  columns.forEach(({ values }, k) => all.set(values, k * rollouts));
  const { reward } = await compute.run('4-rewards/weightedSum', {
    params: { rollouts, columnCount: columns.length },
    inputs: { columns: all, weights: Float32Array.from(columns, ({ weight = 1 }) => weight) },
    outputs: { reward: rollouts },
    dispatch: { invocations: rollouts },
  });
  try {
    return (await reward!.read()) as Float32Array;
  } finally {
    reward!.destroy();
  }
}
