// What: nothing is ever clipped, because every batch is used for one update: the ratio is 1 by construction.
// Threshold: five steps without a clipped token.
// Source: TRL issue 3893 (which numbers matter), the confusion over a clip ratio of 0.
import type { VerdictRule } from '../verdict.ts';

const NAME = 'clip_ratio/region_mean';
const STEPS = 5;

export const rule: VerdictRule = {
  title: 'Nothing to clip',
  kind: 'note',
  rank: 35,
  lesson: '05-why-the-loss-is-0',
  find(history) {
    const { num_iterations: updates, epsilon } = history.config.loss;
    const last = history.last(NAME, STEPS);
    if (updates !== 1 || last.length < STEPS || last.some(({ value }) => value !== 0)) return null;
    return {
      sentence: 'The clip never acts: with one update per batch the ratio is 1, whatever epsilon is.',
      advice: 'Nothing to do. To see it act, set num_iterations to 2 or more.',
      step: history.points[0]!.step,
      numbers: [
        { name: `share of tokens clipped, last ${STEPS} steps`, value: 0 },
        { name: 'num_iterations', value: updates },
        { name: 'epsilon', value: epsilon },
      ],
    };
  },
};
