// What: words of the panel "ladder".
import { shortNumber } from '../../shortNumber.ts';

export const LADDER = {
  title: 'Rungs that the parts of each answer reach',
  rung: 'rung',
  rungs: ['all three parts', 'object and attribute', 'object', 'nothing'],
  paid: (name: string, credit: number) => `${name} (+${shortNumber(credit)})`,
  fined: (name: string, fine: number) => (fine === 0 ? name : `${name} (${shortNumber(fine)})`),
  credits: 'credits',
  fines: 'fines',
  sum: 'together',
  answer: (i: number) => `answer ${i + 1}`,
  count: (count: number) => `${count}`,
  truth: (triples: string) => `True: ${triples}`,
  triple: (parts: readonly string[]) => `(${parts.join(', ')})`,
  wrote: (i: number, triples: string) => `Answer ${i + 1}: ${triples || 'nothing'}`,
  otherwise: 'The rungs of this answer are not shown: the reward was changed, and they would not add up to it.',
} as const;
