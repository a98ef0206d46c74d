// What: pictures with the score that the policy gives them and the true one: of each prompt the latest step in which it was asked.
// Formula: score = mean over the answers; a pair is in the right order where the difference of scores has the sign of the true one.
//   Pairs with equal true scores do not count.
import type { KeptStep } from '../../../store/group/keptSteps.ts';
import type { PromptDraft } from '../../../store/prompts/promptDraft.ts';
import type { RolloutView } from '../../../training/protocol.ts';
import { mean } from './means.ts';

/** More are not told apart in a row. */
export const MOST_PICTURES = 8;

export interface RankedPicture {
  readonly prompt: PromptDraft;
  readonly score: number;
  readonly truth: number;
}

const numberOf = (text: string | null) => (text === null || text.trim() === '' ? NaN : Number(text));

const truthOf = ({ answer, further }: PromptDraft) => further.quality ?? numberOf(answer);

function scoreOf(rollouts: readonly RolloutView[], column: string | undefined): number {
  const scores = rollouts.map(({ answer, rewards }) =>
    column === undefined ? numberOf(answer) : (rewards[column] ?? NaN),
  );
  return mean(scores.filter(Number.isFinite));
}

/** Of the newest steps first; those without both scores are left out. */
export function rankedPictures(kept: readonly KeptStep[], column: string | undefined): readonly RankedPicture[] {
  const found = new Map<string, RankedPicture>();
  for (const { groups, prompts } of kept.toReversed()) {
    for (const { promptId, rollouts } of groups) {
      const prompt = prompts.find(({ id }) => id === promptId);
      if (!prompt || prompt.images.length === 0 || found.has(promptId)) continue;
      const [score, truth] = [scoreOf(rollouts, column), truthOf(prompt)];
      if (Number.isFinite(score) && Number.isFinite(truth)) found.set(promptId, { prompt, score, truth });
      if (found.size === MOST_PICTURES) return [...found.values()];
    }
  }
  return [...found.values()];
}

export function pairsInOrder(pictures: readonly RankedPicture[]): { readonly right: number; readonly of: number } {
  const pairs = pictures.flatMap((a, i) => pictures.slice(i + 1).map((b) => [a, b] as const));
  const decided = pairs.filter(([a, b]) => a.truth !== b.truth);
  const right = decided.filter(([a, b]) => Math.sign(a.score - b.score) === Math.sign(a.truth - b.truth));
  return { right: right.length, of: decided.length };
}
