// What: nearly all groups tie, and at the lowest reward: every answer is wrong.
// Thresholds: ties.ts.
import { tieNumbers, tiesOf } from '../ties.ts';
import type { VerdictRule } from '../verdict.ts';

export const rule: VerdictRule = {
  title: 'Stuck: all wrong',
  kind: 'stuck',
  rank: 72,
  lesson: '03-nothing-to-compare',
  find(history) {
    const ties = tiesOf(history);
    if (ties?.height !== 'wrong') return null;
    return {
      sentence: 'In nearly every group all answers are equally wrong, and a group that ties teaches nothing.',
      advice: 'Ask something easier, pay for a part of the way, raise the temperature, or turn dynamic_sample on.',
      step: ties.step,
      numbers: tieNumbers(ties),
    };
  },
};
