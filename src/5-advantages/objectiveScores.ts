// What: one objective → the advantage of each rollout or unit, and the tokens that it belongs to.
// Formula: normalise: 'values': A = return(normalised values); 'returns': A = normalised returns. No gamma: no return.
// Shapes: R rollouts, U units, T tokens.
// Source: 'values' then return: PRIME (core_algos.py, compute_rloo_returns); 'returns': MatchTIR, IGPO (core_algos.py,
// compute_grpo_outcome_advantage of each).
import type { Compute } from '../gpu/compute.ts';
import { countedOnly, normalizeThenSum } from './normalizeThenSum.ts';
import { scoreRollouts } from './scoreRollouts.ts';
import { scoreUnits, unitReturns } from './scoreUnits.ts';
import { isThere, slotsOf, tokensOf } from './tokenSlots.ts';
import type { Slots, TokenLayout } from './tokenSlots.ts';
import type { Estimator, EstimatorSettings, GroupScores, Objective, ObjectiveAdvantages } from './types.ts';

export interface ObjectiveSettings extends EstimatorSettings {
  readonly estimator: Estimator;
  readonly aggregation: 'sum_then_normalize' | 'normalize_then_sum';
  /** advantage_epsilon */
  readonly epsilon: number;
}

export interface ObjectiveScores extends ObjectiveAdvantages {
  /** normalize_then_sum: standard deviation over the batch of the sum of z-scores. */
  readonly batchStd?: number;
}

/** Of rollouts, without a unit. */
function rolloutScores(
  compute: Compute,
  objective: Objective,
  whole: TokenLayout,
  { estimator, aggregation, baseline, scale, epsilon }: ObjectiveSettings,
): Promise<GroupScores & { readonly batchStd?: number }> {
  const { values, columns, single, scorable } = objective;
  const layout = countedOnly(whole, scorable);
  if (columns && aggregation === 'normalize_then_sum') return normalizeThenSum(compute, values, columns, layout);
  const own = objective.baseline !== undefined || objective.scale !== undefined;
  if (!own && estimator.name !== 'grpo') return estimator.estimate(compute, values, layout, { baseline, scale });
  return scoreRollouts(compute, values, layout, {
    baseline: objective.baseline ?? baseline,
    scale: objective.scale ?? scale,
    epsilon: objective.epsilon ?? epsilon,
    ...(single && { single }),
  });
}

/** [R × U] → [R × T]: every token gets the number of its unit. */
const toTokens = (values: Float32Array, { of, count }: Slots, maxTokens: number) =>
  Float32Array.from(of, (unit, i) => (unit < 0 ? 0 : values[Math.floor(i / maxTokens) * count + unit]!));

/** A rollout's number on its last token, and 0 on the others. */
function onLastToken(values: Float32Array, slots: Slots): Float32Array {
  const placed = new Float32Array(slots.of.length);
  values.forEach((value, r) => {
    const last = slots.states.subarray(r * slots.count, (r + 1) * slots.count).findLastIndex(isThere);
    if (last >= 0) placed[r * slots.count + last] = value;
  });
  return placed;
}

const expand = (counted: Uint32Array | undefined, count: number, states: Uint32Array, missing: Objective['missing']) =>
  states.map((state, i) =>
    (counted?.[Math.floor(i / count)] ?? 1) === 1 && (missing === 'counted' || isThere(state)) ? 1 : 0,
  );

async function unitScores(
  compute: Compute,
  objective: Objective,
  layout: TokenLayout,
  given: Slots,
  { baseline, scale, epsilon }: ObjectiveSettings,
): Promise<{ readonly slots: Slots; readonly scores: Pick<ObjectiveAdvantages, 'advantages' | 'mean' | 'std'> }> {
  const { gamma, normalise = 'values', unitStatistics = 'group', missing, acrossGaps = true, name } = objective;
  const rollouts = layout.lengths.length;
  if (objective.values.length !== rollouts * given.count) {
    throw new Error(
      `Objective ${name} has ${objective.values.length} values for ${rollouts} rollouts of ${given.count} units.`,
    );
  }
  const returned = (values: Float32Array, slots: Slots) =>
    gamma === undefined ? values : unitReturns(compute, values, slots.states, rollouts, { gamma, acrossGaps });
  let slots = given;
  let values = normalise === 'returns' ? await returned(objective.values, slots) : objective.values;
  if (unitStatistics === 'position') {
    if (gamma !== undefined && normalise === 'values') {
      throw new Error(
        `Objective ${name} has statistics by position, so its returns are normalised: set normalise to 'returns'.`,
      );
    }
    if (objective.unit !== 'token') values = toTokens(values, slots, layout.maxTokens);
    slots = slotsOf(layout, 'token', name);
  }
  const scores = await scoreUnits(compute, values, expand(layout.counted, slots.count, slots.states, missing), layout, {
    baseline: objective.baseline ?? baseline,
    scale: objective.scale ?? scale,
    epsilon: objective.epsilon ?? epsilon,
    ...(objective.single && { single: objective.single }),
    ...(objective.deviation && { deviation: objective.deviation }),
    pool: unitStatistics === 'position' ? 'index' : unitStatistics,
  });
  if (normalise === 'returns') return { slots, scores };
  return { slots, scores: { ...scores, advantages: await returned(scores.advantages, slots) } };
}

export async function objectiveScores(
  compute: Compute,
  objective: Objective,
  layout: TokenLayout,
  settings: ObjectiveSettings,
): Promise<ObjectiveScores> {
  const { name, unit, gamma, acrossGaps = true } = objective;
  const given = slotsOf(layout, unit, name);
  if (unit) {
    const { slots, scores } = await unitScores(compute, objective, layout, given, settings);
    return {
      name,
      unit,
      units: slots.count,
      given: objective.values,
      ...scores,
      unitOf: tokensOf(layout, slots, objective),
    };
  }
  if (objective.values.length !== layout.lengths.length) {
    throw new Error(`Objective ${name} has ${objective.values.length} values for ${layout.lengths.length} rollouts.`);
  }
  const { advantages, groupMean, groupStd, batchStd } = await rolloutScores(compute, objective, layout, settings);
  const scores = { name, mean: groupMean, std: groupStd, ...(batchStd !== undefined && { batchStd }) };
  if (gamma === undefined || gamma === 1) {
    return { ...scores, units: 1, advantages, unitOf: tokensOf(layout, given, objective) };
  }
  const slots = slotsOf(layout, 'token', name);
  const placed = onLastToken(advantages, slots);
  const returns = await unitReturns(compute, placed, slots.states, advantages.length, { gamma, acrossGaps });
  return { ...scores, units: slots.count, advantages: returns, unitOf: tokensOf(layout, slots, objective) };
}
