// What: nothing is held out, so nobody can tell learning from learning by heart.
// Threshold: as many steps as a change needs (trend.ts); before that there is nothing to doubt.
import { WINDOW } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';

export const rule: VerdictRule = {
  title: 'Nothing is held out',
  kind: 'note',
  rank: 25,
  lesson: '04-you-get-what-you-pay-for',
  find({ points, last }) {
    if (points.length < 2 * WINDOW || last('eval_reward', 1).length > 0) return null;
    return {
      sentence: 'No prompt is held out, so the curves cannot tell learning from learning these pictures by heart.',
      advice: 'Mark a prompt as held out; eval_reward then shows how the policy does where it was not trained.',
      step: points[0]!.step,
      numbers: [
        { name: 'steps so far', value: points.length },
        { name: 'held-out measurements', value: 0 },
      ],
    };
  },
};
