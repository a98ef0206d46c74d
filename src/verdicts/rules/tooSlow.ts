// What: the policy has hardly moved although there was something to learn from.
// Thresholds: after 16 steps kl is below 0.0003 nat per token (the recorded healthy runs reach 0.0005 within five steps), the groups do not tie,
//   and the reward has not changed beyond chance. Needs kl, so beta above 0: without it nobody measures how far the policy went.
import { SURE, trendOf } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';
import { median, windowOf } from '../windows.ts';

const STEPS = 5;
export const HARDLY = 3e-4;
const MOST_TIED = 0.5;

export const rule: VerdictRule = {
  title: 'Too slow',
  kind: 'stuck',
  rank: 60,
  lesson: '01-one-step',
  find(history) {
    const trend = trendOf(history);
    const kl = history.last('kl', STEPS);
    if (!trend || Math.abs(trend.risen) >= SURE || kl.length < STEPS || median(kl) >= HARDLY) return null;
    const { mean: tied } = windowOf(history.last('frac_reward_zero_std', STEPS));
    if (tied > MOST_TIED) return null;
    const { optim, learning_rate: rate } = history.config.optimizer;
    return {
      sentence: 'The policy has hardly moved from where it began, although its groups do not tie.',
      advice: `Raise the learning rate, ten times at once: about 3 is usual with sgd and about 0.001 with adamw (now: ${optim}).`,
      step: history.points[0]!.step,
      numbers: [
        { name: `kl, median of the last ${STEPS} steps (nats per token)`, value: median(kl) },
        { name: 'learning rate', value: rate },
        { name: 'standard errors that the reward has risen', value: trend.risen },
      ],
    };
  },
};
