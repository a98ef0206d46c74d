// What: most answers are cut off before they end, so what they were going to say is never scored.
// Threshold: more than half of the answers over three steps: then the usual answer of a group is one that was cut off.
// Source: TRL logs completions/clipped_ratio for this.
import { sinceStep } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';
import { windowOf } from '../windows.ts';

const NAME = 'completions/clipped_ratio';
const STEPS = 3;
export const MOST = 0.5;

export const rule: VerdictRule = {
  title: 'Answers are cut off',
  kind: 'wrong',
  rank: 82,
  lesson: '11-thinking-longer-or-shorter',
  find(history) {
    const last = history.last(NAME, STEPS);
    const { mean } = windowOf(last);
    if (last.length < STEPS || mean <= MOST) return null;
    return {
      sentence: 'Most answers are cut off at max_completion_length before they end.',
      advice: 'Raise max_completion_length, or pay for shorter answers.',
      step: sinceStep(history.all(NAME), (value) => value > MOST),
      numbers: [
        { name: `share cut off, last ${STEPS} steps`, value: mean },
        { name: 'max_completion_length', value: history.config.sampling.max_completion_length },
      ],
    };
  },
};
