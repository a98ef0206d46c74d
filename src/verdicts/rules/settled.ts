// What: the entropy is nearly gone and the reward is as good as ever: it has made up its mind.
// Threshold: as collapsedEntropy, but the reward is not lost.
import { LAST, lostOf, turnedAt } from '../lost.ts';
import { WINDOW } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';
import { windowOf } from '../windows.ts';

const TENTH = 0.1;

export const rule: VerdictRule = {
  title: 'Settled',
  kind: 'well',
  rank: 58,
  lesson: '07-going-quiet',
  find(history) {
    const [start, now] = [windowOf(history.first('entropy', WINDOW)), windowOf(history.last('entropy', LAST))];
    if (now.count < LAST || now.mean > TENTH * start.mean || lostOf(history)) return null;
    return {
      sentence: 'It has made up its mind: the reward holds, but nearly every answer is now the same, so it tries nothing new.',
      advice: 'If it is good enough, keep this run. To learn more, ask something new, or set entropy_coef above 0.',
      step: turnedAt(history.all('entropy'), start.mean, now.mean),
      numbers: [
        { name: `entropy of the first ${start.count} steps (nats)`, value: start.mean },
        { name: `of the last ${LAST}`, value: now.mean },
        { name: `mean reward of the last ${LAST} steps`, value: windowOf(history.last('reward', LAST)).mean },
      ],
    };
  },
};
