// What: the rollouts of a step as the page draws them: texts, tokens with their numbers, boxes, rewards, advantages.
import type { PolicyTokenizer } from '../../2-policy/types.ts';
import type { RewardTable } from '../../4-rewards/types.ts';
import type { Advantages } from '../../5-advantages/types.ts';
import type { TokenCoefficients } from '../../6-loss/types.ts';
import type { UnitKind } from '../../blocks/signals.ts';
import type { GroupView, RolloutUnits, RolloutView } from '../protocol.ts';
import type { ParsedText } from './scoreCompletions.ts';
import type { ScoredStep } from './scoreRollouts.ts';
import { CLEAN } from './views.ts';

/** Reward columns of one rollout by name. */
export const rewardsOf = ({ columns }: RewardTable, r: number): Record<string, number> =>
  Object.fromEntries(columns.map(({ name, values }) => [name, values[r]!]));

interface StepNumbers {
  readonly scored: ScoredStep;
  readonly advantages: Advantages;
  /** Of the first update. */
  readonly coefficients: Pick<TokenCoefficients, 'coef' | 'weights'> | undefined;
}

/** Every token already carries these two. */
const SHOWN_APART = ['logProb', 'entropy'];

/** The numbers of one rollout's tokens, copied: a view would take the arrays of the whole step to the page. */
function signalsOf(r: number, { scored, advantages, coefficients }: StepNumbers): Record<string, Float32Array> {
  const { rollouts, signals } = scored;
  const { maxTokens, lengths } = rollouts;
  const perToken = [...signals].filter(([name, { shape }]) => shape === 'token' && !SHOWN_APART.includes(name));
  const given = advantages.objectives.flatMap(({ name, unit, given: values }) =>
    unit === 'token' && values ? [[name, values] as const] : [],
  );
  const arrays = {
    ...Object.fromEntries(perToken.map(([name, { values }]) => [name, values])),
    ...Object.fromEntries(given),
    ...(coefficients && { coef: coefficients.coef, weight: coefficients.weights }),
    advantage: advantages.advantages,
  };
  const own = (array: Float32Array) => array.slice(r * maxTokens, r * maxTokens + lengths[r]!);
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, own(array)]));
}

/** The units of one rollout that carry numbers: unit signals, and what an objective gave each unit. */
function unitsOf(r: number, { scored, advantages }: StepNumbers): RolloutUnits[] {
  const { units, signals, rollouts } = scored;
  const { maxTokens, lengths } = rollouts;
  return (Object.keys(units) as UnitKind[]).flatMap((kind) => {
    const { of, count } = units[kind]!;
    const fromSignals = [...signals].flatMap(([name, signal]) =>
      signal.shape === 'unit' && signal.unit === kind ? [[name, signal.values] as const] : [],
    );
    const fromObjectives = advantages.objectives.flatMap(({ name, unit, given }) =>
      unit === kind && given ? [[name, given] as const] : [],
    );
    const own = of.slice(r * maxTokens, r * maxTokens + lengths[r]!);
    const parts = own.reduce((most, unit) => Math.max(most, unit + 1), 0);
    const values = [...fromSignals, ...fromObjectives].map(
      ([name, array]) => [name, array.slice(r * count, r * count + parts)] as const,
    );
    return values.length === 0 ? [] : [{ kind, of: own, values: Object.fromEntries(values) }];
  });
}

/** The numbers of one rollout as a whole; its rewards are shown by themselves. */
function numbersOf(r: number, { signals }: ScoredStep): Record<string, number> {
  const own = [...signals].filter(([name, { shape }]) => shape === 'rollout' && !name.startsWith('reward/'));
  return Object.fromEntries(own.map(([name, { values }]) => [name, values[r]!]));
}

function rolloutView(r: number, tokenizer: PolicyTokenizer, numbers: StepNumbers, found: ParsedText): RolloutView {
  const { rollouts, table } = numbers.scored;
  const { maxTokens, lengths, tokens, oldLogProbs, entropies, texts, truncated } = rollouts;
  const looks = (rollouts.turns?.looks ?? []).flatMap(({ row, after, box }) =>
    row === r && box ? [{ after, box }] : [],
  );
  const units = unitsOf(r, numbers);
  const whole = numbersOf(r, numbers.scored);
  const ids = tokens.slice(r * maxTokens, r * maxTokens + lengths[r]!);
  const tokenViews = Array.from(ids, (id, t) => {
    const at = r * maxTokens + t;
    return { text: tokenizer.decode([id]), logProb: oldLogProbs[at]!, entropy: entropies[at]! };
  });
  return {
    text: texts[r]!,
    tokens: tokenViews,
    ids,
    signals: signalsOf(r, numbers),
    ...found,
    rewards: rewardsOf(table, r),
    reward: table.reward[r]!,
    advantage: numbers.advantages.perRollout[r]!,
    truncated: truncated[r] === 1,
    ...(looks.length > 0 && { looks }),
    ...(units.length > 0 && { units }),
    ...(Object.keys(whole).length > 0 && { numbers: whole }),
    ...(numbers.scored.inLoss?.[r] === 0 && { taught: false }),
  };
}

export function groupViews(
  scored: ScoredStep,
  advantages: Advantages,
  coefficients?: StepNumbers['coefficients'],
): GroupView[] {
  const { drawn, rollouts, found, policy } = scored;
  const { generations } = rollouts;
  const numbers = { scored, advantages, coefficients };
  return drawn.map(({ prompt, view, tags }, p) => ({
    promptId: prompt.id,
    ...(view !== CLEAN && { view }),
    ...(Object.keys(tags).length > 0 && { tags }),
    rollouts: Array.from({ length: generations }, (_, g) => {
      const r = p * generations + g;
      return rolloutView(r, policy.tokenizer, numbers, found[r]!);
    }),
  }));
}
