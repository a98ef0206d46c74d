// What: the reward is lower than at the start, beyond chance, whatever the cause.
// Threshold: three standard errors (trend.ts).
import { movedOf, trendSince } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';

export const rule: VerdictRule = {
  title: 'Getting worse',
  kind: 'wrong',
  rank: 74,
  find(history) {
    const moved = movedOf(history);
    if (moved?.way !== 'down') return null;
    const { trend } = moved;
    const { before, after } = trend;
    const step = trendSince(history.all('reward'), -1);
    return {
      sentence: 'The reward is lower than at the start, by more than chance.',
      advice: 'Go back to an earlier step and lower the learning rate, or raise beta.',
      step,
      goBackTo: Math.max(0, after.from - 1),
      numbers: [
        { name: `mean reward of steps ${before.from} to ${before.to}`, value: before.mean },
        { name: `of steps ${after.from} to ${after.to}`, value: after.mean },
        { name: 'standard errors between them', value: trend.risen },
      ],
    };
  },
};
