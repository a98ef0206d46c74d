// What: nearly all groups tie, neither right nor wrong (or nobody knows what right is).
// Thresholds: ties.ts.
import { tieNumbers, tiesOf } from '../ties.ts';
import type { VerdictRule } from '../verdict.ts';

export const rule: VerdictRule = {
  title: 'Stuck: groups tie',
  kind: 'stuck',
  rank: 70,
  lesson: '03-nothing-to-compare',
  find(history) {
    const ties = tiesOf(history);
    if (!ties || ties.height === 'right' || ties.height === 'wrong') return null;
    return {
      sentence: 'In nearly every group all answers have the same reward, and a group that ties teaches nothing.',
      advice: 'Use a reward with degrees, raise the temperature or num_generations, or turn dynamic_sample on.',
      step: ties.step,
      numbers: tieNumbers(ties),
    };
  },
};
