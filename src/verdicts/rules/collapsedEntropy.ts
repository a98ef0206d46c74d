// What: the entropy has gone and took the reward with it: all answers of a group are the same, and nothing new is tried.
// Threshold: a tenth of the entropy of the first step. Of the recorded healthy runs none goes below a quarter.
// Source: verl, docs/algo/entropy.md; TRL issue 3571 (entropy as an early warning).
import { atStart, LAST, lostNumbers, lostOf, turnedAt } from '../lost.ts';
import type { VerdictRule } from '../verdict.ts';
import { windowOf } from '../windows.ts';

export const TENTH = 0.1;

export const rule: VerdictRule = {
  title: 'Collapsed: it went quiet',
  kind: 'wrong',
  rank: 98,
  lesson: '07-going-quiet',
  find(history) {
    const [start, now] = [atStart(history, 'entropy'), windowOf(history.last('entropy', LAST))];
    if (now.count < LAST || !(now.mean <= TENTH * start)) return null;
    const lost = lostOf(history);
    if (!lost) return null;
    const step = turnedAt(history.all('entropy'), start, now.mean);
    return {
      sentence: 'The entropy is gone, so every answer is the same one, and it is not a good one.',
      advice:
        'Go back to the step before the entropy fell, then lower the learning rate, raise beta, or set entropy_coef above 0.',
      step,
      goBackTo: Math.max(0, step - 1),
      numbers: [
        { name: 'entropy of the first step (nats)', value: start },
        { name: `of the last ${LAST}`, value: now.mean },
        ...lostNumbers(lost),
      ],
    };
  },
};
