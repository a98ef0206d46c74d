// What: the policy babbles: its entropy has risen far above where it began, and the reward is gone.
// Threshold: one and a half times that of the first step. In the recorded healthy runs it falls, or stays.
import { atStart, LAST, lostNumbers, lostOf, turnedAt } from '../lost.ts';
import type { VerdictRule } from '../verdict.ts';
import { windowOf } from '../windows.ts';

export const TIMES = 1.5;

export const rule: VerdictRule = {
  title: 'Collapsed: it babbles',
  kind: 'wrong',
  rank: 97,
  lesson: '06-the-leash',
  find(history) {
    const [start, now] = [atStart(history, 'entropy'), windowOf(history.last('entropy', LAST))];
    if (now.count < LAST || !(now.mean >= TIMES * start)) return null;
    const lost = lostOf(history);
    if (!lost) return null;
    const step = turnedAt(history.all('entropy'), start, now.mean);
    return {
      sentence: 'The answers have dissolved into noise, and the reward went with them.',
      advice: 'Go back to the step before it, then lower the learning rate or raise beta.',
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
