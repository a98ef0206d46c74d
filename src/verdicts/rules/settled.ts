// What: the entropy is nearly gone and the reward is as good as ever: it has made up its mind.
// Threshold: as collapsedEntropy, but the reward is not lost.
import { atStart, LAST, lostOf, turnedAt } from '../lost.ts';
import type { VerdictRule } from '../verdict.ts';
import { windowOf } from '../windows.ts';

const TENTH = 0.1;

export const rule: VerdictRule = {
  title: 'Settled',
  kind: 'well',
  rank: 58,
  lesson: '07-going-quiet',
  find(history) {
    const [start, now] = [atStart(history, 'entropy'), windowOf(history.last('entropy', LAST))];
    if (now.count < LAST || !(now.mean <= TENTH * start) || lostOf(history)) return null;
    return {
      sentence:
        'It has made up its mind: the reward holds, but nearly every answer is now the same, so it tries nothing new.',
      advice: 'If it is good enough, keep this run. To learn more, ask something new, or set entropy_coef above 0.',
      step: turnedAt(history.all('entropy'), start, now.mean),
      numbers: [
        { name: 'entropy of the first step (nats)', value: start },
        { name: `of the last ${LAST}`, value: now.mean },
        { name: `mean reward of the last ${LAST} steps`, value: windowOf(history.last('reward', LAST)).mean },
      ],
    };
  },
};
