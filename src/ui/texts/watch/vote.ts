// What: words of the panel "vote".
import { shortNumber } from '../../shortNumber.ts';

export const VOTE = {
  ballots: 'Answers of the group as votes',
  head: ['answer', 'votes', 'confidence', 'agree and are paid'],
  nobody: '(no answer)',
  label: 'label',
  right: 'the true answer, which the vote does not know',
  share: (agree: number, of: number) => `${agree} of ${of} answers agree with the label of their subgroup.`,
  winner: (answer: string, right: boolean | null) =>
    `“${answer}” wins${right === null ? '' : right ? ', and it is right' : ', and it is wrong'}.`,
  noWinner: 'Nobody agrees with a label.',
  confidence: (value: number) => shortNumber(value),
} as const;
