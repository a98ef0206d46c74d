// What: the reward is higher than at the start, beyond chance.
// Threshold: three standard errors (trend.ts).
import { movedOf, trendSince } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';

export const rule: VerdictRule = {
  title: 'Learning',
  kind: 'well',
  rank: 50,
  lesson: '02-the-group-is-the-yardstick',
  find(history) {
    const moved = movedOf(history);
    if (moved?.way !== 'up') return null;
    const { trend } = moved;
    const { before, after } = trend;
    return {
      sentence: 'The reward is higher than at the start, by more than chance.',
      advice: 'Let it run, and read some answers: is that what you wanted to pay for?',
      step: trendSince(history.all('reward'), 1),
      numbers: [
        { name: `mean reward of steps ${before.from} to ${before.to}`, value: before.mean },
        { name: `of steps ${after.from} to ${after.to}`, value: after.mean },
        { name: 'standard errors between them', value: trend.risen },
      ],
    };
  },
};
