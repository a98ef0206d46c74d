// What: words of the panel "fade".
import { shortNumber } from '../../shortNumber.ts';

export const FADE = {
  counts: (trust: number, gamma: number, fade: number) =>
    `In this group the judge counts ${shortNumber(trust)} = trust ${shortNumber(gamma)} × fading ${shortNumber(fade)}.`,
  dropped: 'In this group the judge counts 0: all answers are right, or all are wrong.',
  why: (right: number, others: number) =>
    right >= others
      ? `Right answers think at least as well as the others (${shortNumber(right)} against ${shortNumber(others)}): the judge keeps its trust.`
      : `Wrong answers think better than right ones (${shortNumber(others)} against ${shortNumber(right)}): the judge loses trust.`,
  noRight: (others: number) => `No answer is right; the others think ${shortNumber(others)} on average.`,
  right: 'right',
  others: 'others',
  scores: (name: string, of: readonly string[]) => `${name}: ${of.length === 0 ? 'none' : of.join(', ')}.`,
  judged: 'Judge’s score of each answer, from 0 to 1; hollow: not heard, the answer is mostly wrong',
  trust: 'trust',
  fade: 'fading',
  curve: 'Trust and fading',
  curveAbout: 'Mean of the trust over the groups of a step, and what the fading alone would leave of it.',
} as const;
