// What: the policy babbles: its entropy has risen far above where it began, and the reward is gone.
// Threshold: one and a half times the entropy of the first steps. In the recorded healthy runs it falls, or stays.
import { LAST, lostNumbers, lostOf, turnedAt } from '../lost.ts';
import { WINDOW } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';
import { windowOf } from '../windows.ts';

export const TIMES = 1.5;

export const rule: VerdictRule = {
  title: 'Collapsed: it babbles',
  kind: 'wrong',
  rank: 98,
  lesson: '06-the-leash',
  find(history) {
    const [start, now] = [windowOf(history.first('entropy', WINDOW)), windowOf(history.last('entropy', LAST))];
    if (now.count < LAST || now.mean < TIMES * start.mean) return null;
    const lost = lostOf(history);
    if (!lost) return null;
    const step = turnedAt(history.all('entropy'), start.mean, now.mean);
    return {
      sentence: 'Collapsed: the answers have dissolved into noise, and the reward went with them.',
      advice: 'Go back to the step before it, then lower the learning rate or raise beta.',
      step,
      goBackTo: Math.max(0, step - 1),
      numbers: [
        { name: `entropy of the first ${start.count} steps (nats)`, value: start.mean },
        { name: `of the last ${LAST}`, value: now.mean },
        ...lostNumbers(lost),
      ],
    };
  },
};
