// What: the rollouts of a step as the page draws them: texts, tokens with their numbers, boxes, rewards, advantages.
import type { PolicyTokenizer } from '../2-policy/types.ts';
import type { Rollouts } from '../3-rollouts/types.ts';
import type { RewardTable } from '../4-rewards/types.ts';
import type { Advantages } from '../5-advantages/types.ts';
import type { GroupView, RolloutView } from './protocol.ts';
import type { FoundInText, ScoredCompletions } from './scoreCompletions.ts';

/** Reward columns of one rollout by name. */
export const rewardsOf = ({ columns }: RewardTable, r: number): Record<string, number> =>
  Object.fromEntries(columns.map(({ name, values }) => [name, values[r]!]));

function rolloutView(
  r: number,
  tokenizer: PolicyTokenizer,
  rollouts: Rollouts,
  table: RewardTable,
  found: FoundInText,
  advantage: number,
): RolloutView {
  const { maxTokens, lengths, tokens, oldLogProbs, entropies, texts, truncated } = rollouts;
  const tokenViews = Array.from({ length: lengths[r]! }, (_, t) => {
    const at = r * maxTokens + t;
    return { text: tokenizer.decode([tokens[at]!]), logProb: oldLogProbs[at]!, entropy: entropies[at]! };
  });
  return {
    text: texts[r]!,
    tokens: tokenViews,
    ...found,
    rewards: rewardsOf(table, r),
    reward: table.reward[r]!,
    advantage,
    truncated: truncated[r] === 1,
  };
}

export function groupViews(
  tokenizer: PolicyTokenizer,
  prompts: readonly { readonly id: string }[],
  rollouts: Rollouts,
  { table, found }: ScoredCompletions,
  { advantages }: Advantages,
): GroupView[] {
  const { generations } = rollouts;
  return prompts.map(({ id: promptId }, p) => ({
    promptId,
    rollouts: Array.from({ length: generations }, (_, g) => {
      const r = p * generations + g;
      return rolloutView(r, tokenizer, rollouts, table, found[r]!, advantages[r]!);
    }),
  }));
}
