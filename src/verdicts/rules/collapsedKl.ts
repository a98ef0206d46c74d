// What: the policy has left its start so far that the reward is gone.
// Threshold: 1 nat per token: the starting policy then gives the tokens that come less than a third (e⁻¹) of the probability. The recorded
//   healthy runs stay below 0.4 over five steps.
import { LAST, lostNumbers, lostOf, turnedAt } from '../lost.ts';
import type { VerdictRule } from '../verdict.ts';
import { windowOf } from '../windows.ts';

export const FAR = 1;

export const rule: VerdictRule = {
  title: 'Collapsed: it ran away',
  kind: 'wrong',
  rank: 95,
  lesson: '06-the-leash',
  find(history) {
    const now = windowOf(history.last('kl', LAST));
    if (now.count < LAST || now.mean < FAR) return null;
    const lost = lostOf(history);
    if (!lost) return null;
    const step = turnedAt(history.all('kl'), 0, 2 * FAR);
    return {
      sentence: 'The policy has left its start too far behind, and the reward was lost on the way.',
      advice: 'Go back to the step before it, then raise beta or lower the learning rate.',
      step,
      goBackTo: Math.max(0, step - 1),
      numbers: [{ name: `kl of the last ${LAST} steps (nats per token)`, value: now.mean }, ...lostNumbers(lost)],
    };
  },
};
