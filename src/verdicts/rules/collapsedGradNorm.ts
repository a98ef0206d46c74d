// What: gradients became many times as long as at the start, and the reward is gone: a few steps went too far.
// Threshold: the median of three steps is ten times that of the first step. The recorded healthy runs stay below six times.
import { atStart, lostNumbers, lostOf } from '../lost.ts';
import type { VerdictRule } from '../verdict.ts';
import { median } from '../windows.ts';

export const TIMES = 10;

export const rule: VerdictRule = {
  title: 'Collapsed: gradients exploded',
  kind: 'wrong',
  rank: 96,
  lesson: '06-the-leash',
  find(history) {
    const start = atStart(history, 'grad_norm');
    const lost = start > 0 ? lostOf(history) : null;
    if (!lost) return null;
    const values = history.all('grad_norm');
    const long = values.findIndex((_, i) => i >= 2 && median(values.slice(i - 2, i + 1)) >= TIMES * start);
    // What comes after the fall is its consequence.
    const first = long < 0 ? undefined : values[long - 1];
    if (!first || first.step > lost.step + 1) return null;
    const most = values.reduce((a, b) => (b.value > a.value ? b : a));
    return {
      sentence: 'The gradients grew many times longer, a few steps went too far, and the reward was lost.',
      advice: 'Go back to the step before it, then lower the learning rate, or clip harder (max_grad_norm).',
      step: first.step,
      goBackTo: Math.max(0, first.step - 1),
      numbers: [
        { name: 'grad_norm of the first step', value: start },
        { name: `longest, at step ${most.step}`, value: most.value },
        ...lostNumbers(lost),
      ],
    };
  },
};
