// What: the loss rises while nothing is wrong: it is the KL term that grows as the policy leaves its start.
// Thresholds: three standard errors (trend.ts), a rise of 0.001 (what lossIsZero takes for 0), and half of it or more is β·KL.
// Source: open-r1 issue 239.
import { SURE, trendOf } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';

export const LEAST_SHARE = 0.5;
export const VISIBLE = 1e-3;

export const rule: VerdictRule = {
  title: 'The loss rises, rightly',
  kind: 'note',
  rank: 45,
  lesson: '06-the-leash',
  find(history) {
    const { beta } = history.config.auxiliaryLoss;
    const [loss, kl, reward] = ['loss', 'kl', 'reward'].map((name) => trendOf(history, name));
    if (!loss || !kl || !reward || loss.risen < SURE || reward.risen < 0) return null;
    const [rise, ofKl] = [loss.after.mean - loss.before.mean, beta * (kl.after.mean - kl.before.mean)];
    if (rise < VISIBLE || ofKl < LEAST_SHARE * rise) return null;
    return {
      sentence:
        'The loss rises while the reward does not fall: it is the KL term, which grows as the policy leaves its start.',
      advice: 'Look at the reward and at kl instead; lower beta only if the reward stops rising.',
      step: loss.after.from,
      numbers: [
        { name: 'rise of the loss', value: rise },
        { name: 'of it, beta × KL', value: ofKl },
        { name: 'change of the mean reward', value: reward.after.mean - reward.before.mean },
      ],
    };
  },
};
