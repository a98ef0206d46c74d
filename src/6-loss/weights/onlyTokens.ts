// What: token weight "onlyTokens": for the loss an answer is made of the tokens that a signal marks; the others leave its denominators and its KL, too.
// Formula: mask = 1 where the signal is above ½, else 0. An answer without a marked token has loss 0 and still counts as one of the batch (the
//   released code divides by 0 there, and the run ends).
// Shapes: [R × T].
// Source: zywang0104/Video-KTR, src/r1-v/src/open_r1/trainer/grpo_trainer.py: compute_loss (the union replaces the completion mask).
import type { TokenWeight } from '../../blocks/seams.ts';
import { text } from '../../config/knob.ts';

const knobs = {
  signal: text('key/kept', {
    unit: '',
    doc: 'Which tokens are left: a signal per token, above ½ = left.',
    source: 'Video-KTR: the union of visual, temporal and entropy tokens',
  }),
};

export const block: TokenWeight<typeof knobs> = {
  name: 'onlyTokens',
  doc: 'Leaves only the marked tokens of an answer in the loss, in its denominators and in its KL.',
  formula: 'mask = 1[signal > ½]',
  source: 'zywang0104/Video-KTR, grpo_trainer.py (compute_loss)',
  knobs,
  needs: ({ signal }) => [signal],
  metrics: [
    { name: '{as}/kept', unit: 'share', doc: 'Share of the tokens that are left.' },
    { name: '{as}/empty', unit: 'share', doc: 'Share of the answers of which no token is left.' },
  ],
  weigh({ rollouts, signals }, { as, signal }) {
    const { lengths, maxTokens } = rollouts;
    const { shape, values } = signals.get(signal)!;
    if (shape !== 'token')
      throw new Error(`${as} reads ${signal}, which has one value per ${shape}; it needs one per token.`);
    const mask = values.map((value, i) => (value > 0.5 && i % maxTokens < lengths[Math.floor(i / maxTokens)]! ? 1 : 0));
    const counts = Array.from(lengths, (_, r) =>
      mask.subarray(r * maxTokens, (r + 1) * maxTokens).reduce((sum, is) => sum + is, 0),
    );
    const tokens = lengths.reduce((sum, length) => sum + length, 0);
    const metrics = {
      [`${as}/kept`]: counts.reduce((sum, count) => sum + count, 0) / Math.max(tokens, 1),
      [`${as}/empty`]: counts.filter((count) => count === 0).length / Math.max(counts.length, 1),
    };
    return { mask, metrics };
  },
};
