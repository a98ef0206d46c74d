// What: the rollouts of a step as the page draws them: texts, tokens with their numbers, boxes, rewards, advantages.
import type { PolicyTokenizer } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { RewardTable } from '../../4-rewards/types.ts';
import type { Advantages } from '../../5-advantages/types.ts';
import type { TokenCoefficients } from '../../6-loss/types.ts';
import type { GroupView, RolloutView } from '../protocol.ts';
import type { FoundInText, ScoredCompletions } from './scoreCompletions.ts';

/** Reward columns of one rollout by name. */
export const rewardsOf = ({ columns }: RewardTable, r: number): Record<string, number> =>
  Object.fromEntries(columns.map(({ name, values }) => [name, values[r]!]));

interface StepNumbers {
  readonly rollouts: Rollouts;
  readonly table: RewardTable;
  readonly advantages: Advantages['advantages'];
  /** Of the first update. */
  readonly coefficients: Pick<TokenCoefficients, 'coef' | 'weights'> | undefined;
}

/** The numbers of one rollout's tokens, copied: a view would take the arrays of the whole step to the page. */
function signalsOf(r: number, { rollouts, advantages, coefficients }: StepNumbers): Record<string, Float32Array> {
  const { maxTokens, lengths, signals } = rollouts;
  const perToken = advantages.length === lengths.length * maxTokens && maxTokens > 1;
  const arrays = {
    ...signals,
    ...(coefficients && { coef: coefficients.coef, weight: coefficients.weights }),
    ...(perToken && { advantage: advantages }),
  };
  const own = (array: Float32Array) => array.slice(r * maxTokens, r * maxTokens + lengths[r]!);
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, own(array)]));
}

function rolloutView(r: number, tokenizer: PolicyTokenizer, numbers: StepNumbers, found: FoundInText): RolloutView {
  const { rollouts, table, advantages } = numbers;
  const { maxTokens, lengths, tokens, oldLogProbs, entropies, texts, truncated } = rollouts;
  const looks = (rollouts.turns?.looks ?? []).filter(({ row }) => row === r);
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
    advantage: advantages[advantages.length === lengths.length ? r : r * maxTokens]!,
    truncated: truncated[r] === 1,
    ...(looks.length > 0 && { looks: looks.map(({ after, box }) => ({ after, box })) }),
  };
}

export function groupViews(
  tokenizer: PolicyTokenizer,
  prompts: readonly { readonly id: string }[],
  rollouts: Rollouts,
  { table, found }: ScoredCompletions,
  { advantages }: Advantages,
  coefficients?: StepNumbers['coefficients'],
): GroupView[] {
  const { generations } = rollouts;
  const numbers = { rollouts, table, advantages, coefficients };
  return prompts.map(({ id: promptId }, p) => ({
    promptId,
    rollouts: Array.from({ length: generations }, (_, g) => {
      const r = p * generations + g;
      return rolloutView(r, tokenizer, numbers, found[r]!);
    }),
  }));
}
