// What: shaper "standoutFine": the tokens of an answer in which a score stands out are fined, and with them all tokens in front of them.
// Formula: A_t − coef·Σ_{j ≥ t} kept_j (shaders/5-advantages/standoutFine): kept = the score, min-max over the answer, where it is above the threshold
//   and among the `most` largest.
// Shapes: [R × T]. Units: advantage.
// Source: Jinghaoleven/RLFR, openrlhf/openrlhf/models/utils.py: normalize_flow_score, postprocess_flow_score, compute_reward.
import type { Shaper } from '../../blocks/seams.ts';
import { integer, number, text } from '../../config/knob.ts';
import { ownTokens } from '../ownTokens.ts';
import { readBack } from '../readBack.ts';

const knobs = {
  signal: text('flow/score', {
    unit: '',
    doc: 'What may stand out: a signal per token.',
    source: 'RLFR: velocity error of a flow that has learnt the hidden states of good answers',
  }),
  coef: number(0.01, {
    min: 0,
    max: 100,
    unit: '',
    doc: 'What the largest score of an answer costs; 0 = plain GRPO.',
    source: 'RLFR: flow_coef 0.01',
  }),
  threshold: number(0.6, {
    min: -1,
    max: 1,
    unit: '',
    doc: 'Normalised scores (0 to 1) at or below it cost nothing; 0 or less = all cost something.',
    source: 'RLFR: flow_score_threshold 0.6 (−1 = off)',
  }),
  most: integer(15, {
    min: -1,
    max: 4096,
    unit: 'tokens',
    doc: 'At most so many tokens of an answer are fined; 0 or less = any number.',
    source: 'RLFR: flow_score_topk 15 (−1 = off)',
  }),
  power: number(1, {
    min: 0.01,
    max: 16,
    unit: '',
    doc: 'Power of the normalised score: above 1 only the very largest count.',
    source: 'RLFR: flow_gamma 1',
  }),
};

export const block: Shaper<typeof knobs> = {
  name: 'standoutFine',
  doc: 'Fines the few tokens of each answer in which a score stands out, and what leads to them.',
  formula: 'A_t − coef·Σ_{j ≥ t} s_j, s = min-max of the score in its answer where it is above the threshold, else 0',
  source: 'Jinghaoleven/RLFR, openrlhf/openrlhf/models/utils.py',
  knobs,
  needs: ({ signal }) => [signal],
  metrics: [
    { name: '{as}/kept', unit: 'share', doc: 'Share of the tokens that are fined.' },
    { name: '{as}/fine', unit: '', doc: 'Mean of what an answer is fined altogether.' },
  ],
  async shape(step, advantages, { as, signal, coef, threshold, most, power }) {
    const { compute, signals, rollouts } = step;
    const { lengths, maxTokens } = rollouts;
    const { shape, values } = signals.get(signal)!;
    if (shape !== 'token')
      throw new Error(`${as} reads ${signal}, which has one value per ${shape}; it needs one per token.`);
    const mask = ownTokens(step);
    const size = advantages.length;
    const made = await compute.run('5-advantages/standoutFine', {
      params: { rollouts: lengths.length, maxTokens, coef, threshold, most: Math.max(most, 0), power },
      inputs: { signal: values, mask, advantages },
      outputs: { normalised: size, kept: size, fines: size, shaped: size },
      dispatch: { invocations: lengths.length },
    });
    const { kept, fines, shaped } = (await readBack(made)) as Record<'kept' | 'fines' | 'shaped', Float32Array>;
    const tokens = mask.reduce((sum, own) => sum + own, 0);
    const metrics = {
      [`${as}/kept`]: kept.filter((value) => value !== 0).length / Math.max(tokens, 1),
      [`${as}/fine`]: -fines.reduce((sum, value) => sum + value, 0) / Math.max(lengths.length, 1),
    };
    return { advantages: shaped, metrics };
  },
};
