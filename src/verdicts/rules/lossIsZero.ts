// What: the loss is 0 and that is right: the ratio is 1, and the advantages of a group sum to 0.
// Threshold: |loss − β·KL| ≤ 0.001 over five steps: rounding leaves some 1e-7, and what answers of different lengths leave is no longer 0 to the
//   reader.
// Source: TRL issues 2703, 3452, 3857; open-r1 issue 239.
import type { VerdictRule } from '../verdict.ts';
import { windowOf } from '../windows.ts';

const STEPS = 5;
export const NEARLY_ZERO = 1e-3;

export const rule: VerdictRule = {
  title: 'The loss is 0, rightly',
  kind: 'note',
  rank: 40,
  lesson: '05-why-the-loss-is-0',
  find(history) {
    const { config, points } = history;
    const { beta } = config.auxiliaryLoss;
    const last = history.last('loss', STEPS);
    const kl = new Map(history.last('kl', STEPS).map(({ step, value }) => [step, value]));
    const gradient = windowOf(history.last('grad_norm', STEPS)).mean;
    const policyPart = last.map(({ step, value }) => value - beta * (kl.get(step) ?? 0));
    const rightly = config.loss.num_iterations === 1 && gradient > 0;
    if (last.length < STEPS || !rightly || policyPart.some((part) => Math.abs(part) > NEARLY_ZERO)) return null;
    return {
      sentence:
        'The policy part of the loss is 0, and that is right: with one update per batch the ratio is 1, and the advantages of a group sum to 0. Its gradient is not 0.',
      advice: 'Do not look at the loss; look at the reward and at the length of the gradient.',
      step: points[0]!.step,
      numbers: [
        { name: 'loss of the last step', value: last.at(-1)!.value },
        { name: 'of it, beta × KL', value: beta * (kl.get(last.at(-1)!.step) ?? 0) },
        { name: `mean grad_norm, last ${STEPS} steps`, value: gradient },
      ],
    };
  },
};
