// What: the reward has neither risen nor fallen beyond chance.
// Threshold: three standard errors (trend.ts).
import { movedOf } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';

export const rule: VerdictRule = {
  title: 'No change yet',
  kind: 'note',
  rank: 48,
  find(history) {
    const moved = movedOf(history);
    if (!moved || moved.way !== null) return null;
    const { trend } = moved;
    const { before, after } = trend;
    return {
      sentence: 'So far the reward has changed by no more than chance would.',
      advice: 'Give it more steps. If it stays so, look at the share of groups that tie, then at the learning rate.',
      step: before.from,
      numbers: [
        { name: `mean reward of steps ${before.from} to ${before.to}`, value: before.mean },
        { name: `of steps ${after.from} to ${after.to}`, value: after.mean },
        { name: 'standard errors between them', value: trend.risen },
      ],
    };
  },
};
