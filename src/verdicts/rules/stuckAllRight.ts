// What: nearly all groups tie, and at the highest reward: every answer is right, there is nothing left to learn here.
// Thresholds: ties.ts.
import { tieNumbers, tiesOf } from '../ties.ts';
import type { VerdictRule } from '../verdict.ts';

export const rule: VerdictRule = {
  title: 'Done: all right',
  kind: 'stuck',
  rank: 71,
  lesson: '03-nothing-to-compare',
  find(history) {
    const ties = tiesOf(history);
    if (ties?.height !== 'right') return null;
    return {
      sentence: 'In nearly every group all answers are equally right: this reward has nothing left to teach here.',
      advice: 'Ask something harder, add pictures, or make the reward ask for more.',
      step: ties.step,
      numbers: tieNumbers(ties),
    };
  },
};
