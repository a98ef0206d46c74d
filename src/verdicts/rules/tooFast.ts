// What: every step moves the policy too far.
// Thresholds, whichever can be measured: kl has grown by 0.1 nat per step or more (median of the last three steps; the recorded healthy runs grow by 0.03
//   at most); more than 0.3 of the tokens are clipped where a batch is used several times (PPO practice lowers the rate at about that); without
//   either, within 16 steps the entropy has doubled, or fallen to a fifth.
// Source: ours, from the recorded runs; clip fraction: The 37 Implementation Details of PPO watches it for the same purpose.
import { atStart } from '../lost.ts';
import { WINDOW } from '../trend.ts';
import type { Finding, History, VerdictNumber, VerdictRule } from '../verdict.ts';
import { median, windowOf } from '../windows.ts';

const STEPS = 3;
export const KL_PER_STEP = 0.1;
export const CLIPPED = 0.3;
export const ENTROPY_UP = 2;
export const ENTROPY_DOWN = 0.2;

function tooFast(history: History): VerdictNumber[] | null {
  const done = history.points.at(-1)!.step;
  const kl = history.last('kl', STEPS);
  if (kl.length === STEPS && median(kl) / done >= KL_PER_STEP) {
    return [{ name: 'kl gained per step (nats per token)', value: median(kl) / done }];
  }
  const clipped = history.last('clip_ratio/region_mean', STEPS);
  if (clipped.length === STEPS && windowOf(clipped).mean > CLIPPED) {
    return [{ name: `share of tokens clipped, last ${STEPS} steps`, value: windowOf(clipped).mean }];
  }
  const [start, entropy] = [atStart(history, 'entropy'), history.last('entropy', STEPS)];
  if (kl.length > 0 || entropy.length < STEPS || history.points.length > 2 * WINDOW) return null;
  const now = median(entropy);
  if (!(now >= ENTROPY_UP * start || now <= ENTROPY_DOWN * start)) return null;
  return [
    { name: 'entropy of the first step (nats)', value: start },
    { name: `median of the last ${STEPS}`, value: now },
  ];
}

export const rule: VerdictRule = {
  title: 'Too fast',
  kind: 'wrong',
  rank: 86,
  lesson: '06-the-leash',
  find(history): Finding | null {
    const numbers = tooFast(history);
    if (!numbers) return null;
    const { learning_rate: rate } = history.config.optimizer;
    return {
      sentence: 'Every step moves the policy far: at this pace it will lose what it could do.',
      advice: 'Go back and lower the learning rate (a tenth is a good first try), or clip harder (max_grad_norm).',
      step: history.points[0]!.step,
      goBackTo: 0,
      numbers: [...numbers, { name: 'learning rate', value: rate }],
    };
  },
};
