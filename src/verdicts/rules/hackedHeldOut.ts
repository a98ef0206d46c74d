// What: the reward rises on the pictures that are trained on and falls on those that are held out: learned by heart.
// Thresholds: at least four measurements; the last two both lie a tenth or more below the best one; and the training reward has risen by a
//   standard error. The held-out prompts are the same every time, so that two low measurements in a row are the proof; the training reward only
//   has to say that it is no collapse.
import { trendOf } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';

export const LEAST_MEASURED = 4;
export const FALL = 0.1;
export const UP = 1;

export const rule: VerdictRule = {
  title: 'Learned by heart?',
  kind: 'wrong',
  rank: 90,
  lesson: '04-you-get-what-you-pay-for',
  find(history) {
    const train = trendOf(history);
    if (!train || train.risen < UP) return null;
    const measured = history.all('eval_reward');
    if (measured.length < LEAST_MEASURED) return null;
    const best = measured.reduce((a, b) => (b.value > a.value ? b : a));
    const last = measured.slice(-2);
    if (!last.every(({ step, value }) => step > best.step && value <= best.value - FALL * Math.abs(best.value)))
      return null;
    return {
      sentence:
        'The reward rises on the pictures that it trains on and falls on those held out: it learns them by heart.',
      advice: 'Go back to the step where the held-out reward was best, then train on more pictures or raise beta.',
      step: best.step,
      goBackTo: best.step,
      numbers: [
        { name: `held-out reward at step ${best.step}, its best`, value: best.value },
        { name: `at step ${last[1]!.step}`, value: last[1]!.value },
        { name: 'training reward: change', value: train.after.mean - train.before.mean },
      ],
    };
  },
};
