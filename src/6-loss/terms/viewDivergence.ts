// What: loss term "viewDivergence": rewards the policy for saying what it would not say without the hidden part of the picture.
// Formula: L = −coef·mean(k3(x)), x = log π(token | view) − log π(token); the mean as loss_type takes it (tokens of the batch, or
//   answers). The view's side is a constant, made by the θ that sampled; with `recompute` it moves and has a gradient, too.
// Shapes: [R × T]. Units: nats. Clamps: |x| ≤ 20, k3 ≤ 10, with gradient exactly 0 outside. In divergenceLoss.ts: top share, clip.
// Source: PAPO (arXiv 2507.06448), equation of L_PAPO; MikeWangWZHL/PAPO, verl/workers/actor/dp_actor.py, kl_prcp.
import type { LossTerm } from '../../blocks/seams.ts';
import type { Inner } from '../../blocks/step.ts';
import { boolean, number, optionalNumber, text } from '../../config/knob.ts';
import { divergenceLoss } from '../divergenceLoss.ts';
import { DRAWN, logProbsBehind, rowsBehind } from '../termRows.ts';

const knobs = {
  view: text('masked', {
    unit: '',
    doc: 'The view that hides something: a name of the axis view.',
    source: 'PAPO: patches blackened with probability 0.6',
  }),
  coef: number(0.02, {
    min: 0,
    max: 10,
    unit: '',
    doc: 'Weight of the term (γ). Much more than 0.02 without a guard and the divergence explodes.',
    source: 'PAPO: kl_prcp_coef 0.02 with the KL to the reference, 0.01 without it',
  }),
  top_share: number(1, {
    min: 0,
    max: 1,
    unit: 'share',
    doc: 'Share of the tokens of each answer, those with the largest divergence, that the term keeps; the mean still counts all tokens. 1 = all.',
    source: 'PAPO: use_kl_prcp_token_level_mask (off), kl_prcp_token_level_mask_top_p 0.2',
  }),
  clip: optionalNumber(null, {
    min: 0,
    max: 10,
    unit: 'nats',
    doc: 'Largest divergence of a token that counts; it has no gradient beyond. null = no bound but 10.',
    source: 'PAPO: use_kl_prcp_clipping (off), kl_prcp_clipping 0.2',
  }),
  weighting: text('', {
    unit: '',
    doc: 'Signal with one number per answer that multiplies its divergences; empty = 1 for all.',
    source: 'PAPO: kl_prcp_weighting, of which the code has the mode “all” only',
  }),
  recompute: boolean(false, {
    unit: '',
    doc: 'Score the view again under the weights of each update and let the gradient flow through it, too.',
    source: 'PAPO: off by default',
  }),
};

function weightsOf({ signals, rollouts }: Inner, weighting: string): Float32Array {
  if (weighting === '') return new Float32Array(rollouts.lengths.length).fill(1);
  const signal = signals.get(weighting)!;
  if (signal.shape === 'rollout') return signal.values;
  throw new Error(`${weighting} has one number per ${signal.shape}; weighting needs one per rollout.`);
}

export const block: LossTerm<typeof knobs> = {
  name: 'viewDivergence',
  doc: 'Raises the divergence between the answers with the whole picture and with the damaged one.',
  formula: 'L = −coef · mean(k3), k3 = e^x − x − 1, x = log π(token | view) − log π(token)',
  source: 'PAPO (arXiv 2507.06448); MikeWangWZHL/PAPO, dp_actor.py',
  knobs,
  metrics: [
    {
      name: '{as}/divergence',
      unit: 'nats',
      doc: 'Mean divergence between the whole and the damaged picture, as the term counts it: how much the answers owe to what is hidden.',
    },
    {
      name: '{as}/live_share',
      unit: 'share',
      doc: 'Share of the tokens that the term still pushes; it falls when divergences reach their bound.',
    },
  ],
  needs: ({ view, weighting }) => [`${view}/logProb`, ...(weighting === '' ? [] : [weighting])],
  problem: ({ view, clip, as }) => {
    if (view === DRAWN)
      return `${as}.view is '${DRAWN}', the view of the answers themselves; name a view that hides something.`;
    return clip === 0
      ? `${as}.clip is 0, which leaves nothing of any divergence; use null for no bound, or 0.2 as PAPO.`
      : null;
  },
  async terms(step, { view, coef: strength, top_share, clip, weighting, recompute, as }) {
    const viewLogProbs = await logProbsBehind(step, view, recompute);
    const weights = weightsOf(step, weighting);
    const { mask, normaliser: divisor, now } = step;
    const made = await divergenceLoss(
      step.compute,
      { viewLogProbs, logProbs: now.logProbs, mask, weights, divisor },
      { strength, topShare: top_share < 1 ? top_share : null, clip },
    );
    const metrics = { [`${as}/divergence`]: made.mean, [`${as}/live_share`]: made.liveShare };
    const clean = { name: as, rows: await rowsBehind(step, DRAWN), coef: made.coef, loss: made.loss, metrics };
    if (!recompute) return [clean];
    const behind = { name: as, rows: await rowsBehind(step, view), coef: made.coef.map((value) => -value), loss: 0 };
    return [clean, behind];
  },
};
