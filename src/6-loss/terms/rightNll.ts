// What: loss term "rightNll": supervised learning on the policy's own right answers, beside the policy loss.
// Formula: L = coef·(−Σ mask·right_r·log π(token) / Σ mask·right_r), right_r = 1 where the reward is above the threshold; 0 where no
//   answer is right. A mean over the tokens of the right answers, whatever loss_type says.
// Shapes: [R × T]. Units: nats.
// Source: MikeWangWZHL/PAPO, verl/workers/actor/dp_actor.py, use_sft_loss: coefficient 1e-3, right = accuracy above 0.1.
import type { LossTerm } from '../../blocks/seams.ts';
import { number, text } from '../../config/knob.ts';
import { meanLogProb } from '../meanLogProb.ts';
import { DRAWN, rowsBehind } from '../termRows.ts';

const knobs = {
  reward: text('answerFolded', {
    unit: '',
    doc: 'Reward that says which answers are right: a name in reward_funcs.',
    source: 'PAPO: the accuracy reward',
  }),
  threshold: number(0.1, {
    min: -1000,
    max: 1000,
    unit: '',
    doc: 'An answer is right where its reward is above this.',
    source: 'PAPO: 0.1',
  }),
  coef: number(0.001, { min: 0, max: 10, unit: '', doc: 'Weight of the term.', source: 'PAPO: sft_loss_coef 0.001' }),
};

export const block: LossTerm<typeof knobs> = {
  name: 'rightNll',
  doc: 'Makes the right answers of the group more likely, as supervised learning would.',
  formula: 'L = coef · mean over the tokens of right answers of −log π(token)',
  source: 'MikeWangWZHL/PAPO, dp_actor.py, use_sft_loss',
  knobs,
  metrics: [
    {
      name: '{as}/nll',
      unit: 'nats',
      doc: 'Mean negative log-likelihood of the tokens of right answers; 0 where no answer is right.',
    },
  ],
  needs: ({ reward }) => [`reward/${reward}`],
  async terms(step, { reward, threshold, coef: scale, as }) {
    const least = Math.fround(threshold); // columns are float32: 0.1 is not above 0.1
    const right = step.signals.get(`reward/${reward}`)!.values.map((value) => (value > least ? 1 : 0));
    const { compute, now, mask } = step;
    const { coef, mean, loss } = await meanLogProb(compute, now.logProbs, mask, right, scale);
    return [{ name: as, rows: await rowsBehind(step, DRAWN), coef, loss, metrics: { [`${as}/nll`]: mean } }];
  },
};
