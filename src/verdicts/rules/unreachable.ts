// What: no answer so far was worth anything: nothing can be compared, so nothing can be learned.
// Threshold: 64 answers. By the rule of three, 0 of 64 says with 95 % confidence that fewer than 3/64 = 4.7 % of the answers are paid, so
//   that not even every second group of eight would hold one.
// Source: VLM-R1 issues 21 and 44, open-r1 issue 255 (hundreds of steps without a single reward).
import { answersIn, rewardRange } from '../rewardRanges.ts';
import type { VerdictRule } from '../verdict.ts';

export const LEAST_ANSWERS = 64;

export const rule: VerdictRule = {
  title: 'No reward within reach',
  kind: 'stuck',
  rank: 80,
  lesson: '03-nothing-to-compare',
  find({ points, config, last }) {
    const answers = answersIn(config, points.length);
    const range = rewardRange(config);
    if (answers < LEAST_ANSWERS || (range && range[1] <= 0)) return null;
    // Equal in every step, and not above 0. The last steps first: as a rule one look is enough.
    const isNothing = (step: (typeof points)[number]) =>
      (step.metrics['reward'] ?? NaN) <= 0 && step.metrics['reward_std'] === 0;
    if (last('reward', 1).length === 0 || !points.every(isNothing)) return null;
    return {
      sentence: 'Not one answer has earned anything so far, so no answer is better than another.',
      advice:
        'Pay for a part of the way as well (a near miss, the right form), ask something easier, or raise the temperature.',
      step: points[0]!.step,
      numbers: [
        { name: 'answers so far', value: answers },
        { name: 'of them with a reward above 0', value: 0 },
        { name: 'share paid is below, with 95 % confidence', value: 3 / answers },
      ],
    };
  },
};
