// What: a vote read off the answers of a group: how many said what, with which confidence, and how many of them agree with the label of
// their subgroup. An answer with which at least one of its own agrees became a label.
import type { RolloutView } from '../../../training/protocol.ts';

export interface Ballot {
  /** null = no answer was given. */
  readonly answer: string | null;
  readonly votes: number;
  /** Sum over its votes. */
  readonly confidence: number;
  /** Votes that agree with the label of their subgroup. */
  readonly agree: number;
}

/** Most votes first; null where the answers carry no vote. `probe` = the name of the vote. */
export function ballotsOf(rollouts: readonly RolloutView[], probe: string): readonly Ballot[] | null {
  if (rollouts.length === 0 || rollouts.some(({ numbers }) => numbers?.[`${probe}/agrees`] === undefined)) return null;
  const byAnswer = new Map<string | null, Ballot>();
  for (const { answer, numbers } of rollouts) {
    const { votes, confidence, agree } = byAnswer.get(answer) ?? { votes: 0, confidence: 0, agree: 0 };
    byAnswer.set(answer, {
      answer,
      votes: votes + 1,
      confidence: confidence + (numbers![`${probe}/confidence`] ?? 0),
      agree: agree + (numbers![`${probe}/agrees`]! > 0.5 ? 1 : 0),
    });
  }
  return [...byAnswer.values()].toSorted((a, b) => b.votes - a.votes || b.agree - a.agree);
}

/** The label of most answers; null where nobody agrees with any. */
export function winnerOf(ballots: readonly Ballot[]): Ballot | null {
  const most = ballots.reduce<Ballot | null>((best, one) => (one.agree > (best?.agree ?? 0) ? one : best), null);
  return most;
}
