// What: too few steps for a before and an after.
// Threshold: two windows of trend.ts that do not overlap.
import { WINDOW } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';

export const rule: VerdictRule = {
  title: 'Too early to say',
  kind: 'note',
  rank: 54,
  lesson: '01-one-step',
  find({ points }) {
    const needed = 2 * WINDOW;
    if (points.length >= needed) return null;
    return {
      sentence: `Every step asks other questions or draws other answers, so it takes ${needed} steps to tell a change from chance.`,
      advice: 'Let it run, and look at single answers in the meantime.',
      step: points[0]!.step,
      numbers: [
        { name: 'steps so far', value: points.length },
        { name: 'steps needed', value: needed },
      ],
    };
  },
};
