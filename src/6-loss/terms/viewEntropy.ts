// What: loss term "viewEntropy": pushes the entropy of the answers down, as they were drawn or behind another view. It guards
//   against the collapse that maximising a divergence invites.
// Formula: L = coef·H, H = −Σ mask·log π(token) / Σ mask: the entropy estimated by the sampled tokens, not the exact one of
//   entropy_coef; always the mean over the tokens of the batch, whatever loss_type says.
// Gradient: on the answers as drawn. Behind another view it is a constant (the θ that sampled), as in the authors' code, unless
//   `recompute` is on: then a second set of rows behind that view has it.
// Shapes: [R × T]. Units: nats. Source: PAPO (arXiv 2507.06448), double entropy loss; MikeWangWZHL/PAPO, dp_actor.py.
import type { LossTerm } from '../../blocks/seams.ts';
import { boolean, number, text } from '../../config/knob.ts';
import { meanLogProb } from '../meanLogProb.ts';
import { DRAWN, logProbsBehind, rowsBehind } from '../termRows.ts';

const knobs = {
  view: text('drawn', {
    unit: '',
    doc: 'Whose entropy: drawn = the answers as they were asked for, or a name of the axis view.',
    source: 'PAPO: use_ori_entropy_loss, use_aug_entropy_loss',
  }),
  coef: number(0.03, {
    min: -1,
    max: 1,
    unit: '',
    doc: 'Weight (η); above 0 the entropy falls.',
    source: 'PAPO: 0.03 without the KL to the reference, 0.05 in the 7B run with it',
  }),
  recompute: boolean(false, {
    unit: '',
    doc: 'Of another view: score it again under the weights of each update and let the gradient flow through it. Off, the entropy behind the view is only measured.',
    source: 'PAPO: off by default',
  }),
};

export const block: LossTerm<typeof knobs> = {
  name: 'viewEntropy',
  doc: 'Pushes down the entropy of the answers, with the whole picture or behind a view.',
  formula: 'L = coef · H, H = −mean over tokens of log π(token)',
  source: 'PAPO (arXiv 2507.06448), double entropy loss; MikeWangWZHL/PAPO, dp_actor.py',
  knobs,
  metrics: [
    {
      name: '{as}/entropy_estimate',
      unit: 'nats',
      doc: 'Entropy of the answers behind the view, estimated by their own tokens.',
    },
  ],
  needs: ({ view }) => (view === DRAWN ? [] : [`${view}/logProb`]),
  async terms(step, { view, coef: scale, recompute, as }) {
    const logProbs = await logProbsBehind(step, view, recompute);
    const weights = new Float32Array(step.rollouts.lengths.length).fill(1);
    const { coef, mean, loss } = await meanLogProb(step.compute, logProbs, step.mask, weights, scale);
    const metrics = { [`${as}/entropy_estimate`]: mean };
    const isConstant = view !== DRAWN && !recompute;
    const rows = await rowsBehind(step, isConstant ? DRAWN : view);
    return [{ name: as, rows, coef: isConstant ? new Float32Array(coef.length) : coef, loss, metrics }];
  },
};
