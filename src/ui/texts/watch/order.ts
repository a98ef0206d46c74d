// What: words of the panel "order".
import { shortNumber } from '../../shortNumber.ts';

export const ORDER = {
  pairs: (right: number, of: number) => `${right} of ${of} pairs of pictures stand in the right order.`,
  policy: 'as the policy scores them, best first',
  truth: 'as they are, best first',
  place: (name: string, score: number) => `${name}: ${shortNumber(score)}`,
  score: (score: number) => shortNumber(score),
  few: 'The pictures of the latest steps with a numeric answer appear here; there must be two.',
} as const;
