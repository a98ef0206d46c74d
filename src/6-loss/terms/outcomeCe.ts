// What: loss term "outcomeCe": teaches a side model from outcomes alone, so that its log-ratio to the reference adds up to how right
//   an answer is; each token's share of it is then a score of the process that nobody has labelled.
// Formula: L = mean over rollouts of BCE(sigmoid(beta·Σ_t log φ/ref), outcome) (shaders/6-loss/outcomeCe). Its rows are the rollouts
//   behind the vector: the policy has no gradient of it.
// Shapes: [R × T]. Units: nats.
// Source: Implicit PRM (arXiv 2412.01981), ce_trainer.py, loss_fn; PRIME (arXiv 2502.01456), core_algos.py, compute_ce_dpo_loss_rm.
import type { LossTerm } from '../../blocks/seams.ts';
import type { Inner } from '../../blocks/step.ts';
import { number, text } from '../../config/knob.ts';
import { outcomeCe, rankingAccuracy } from '../outcomeCe.ts';
import { DRAWN } from '../termRows.ts';

const knobs = {
  vector: text('phi', {
    unit: '',
    doc: 'The side model that is taught: a name from the axis vector.',
    source: 'PRIME: the implicit reward model',
  }),
  reward: text('answerFolded', {
    unit: '',
    doc: 'The reward that says how right an answer is (0 to 1): a name in reward_funcs.',
    source: 'PRIME: the outcome',
  }),
  beta: number(0.05, {
    min: 1e-4,
    max: 100,
    unit: '1/nat',
    doc: 'What a nat of log-ratio is worth.',
    source: 'PRIME and Implicit PRM: 0.05',
  }),
  coef: number(1, { min: 0, max: 100, unit: '', doc: 'Weight of the term.', source: 'PRIME: 1' }),
};

/** Under the side model of this update. */
async function sideLogProbs(step: Inner, vector: string): Promise<Float32Array> {
  if (step.update === 0) return step.signals.get(`${vector}/logProb`)!.values;
  const { policy, vectors, rollouts, config } = step;
  const temperature = config.sampling.temperature > 0 ? config.sampling.temperature : 1;
  const prefix = await step.prefix(DRAWN, vector);
  return (await policy.score(vectors.get(vector)!, prefix, rollouts.rows, temperature)).logProbs;
}

export const block: LossTerm<typeof knobs> = {
  name: 'outcomeCe',
  doc: 'Teaches a side model which answers are right; what it says of each token is then a reward for the process.',
  formula: 'L = mean of BCE(sigmoid(beta·Σ_t log(φ/π_ref)), outcome)',
  source: 'Implicit PRM (arXiv 2412.01981); PRIME (arXiv 2502.01456)',
  knobs,
  needs: ({ vector, reward }) => [`${vector}/logProb`, 'ref/logProb', `reward/${reward}`],
  problem: ({ as, vector }, { vectors }) =>
    vectors.includes(vector) && vector !== 'policy' && vector !== 'frozen'
      ? null
      : `${as} teaches '${vector}', which is no side model here; add sideModel to vectors under that name.`,
  metrics: [
    { name: '{as}/ce', unit: 'nats', doc: 'Cross-entropy of the outcomes; ln 2 where the side model knows nothing.' },
    {
      name: '{as}/ranking',
      unit: 'share',
      doc: 'Share of the pairs of a right and a wrong answer to a question that the side model ranks right.',
    },
  ],
  async terms(step, { as, vector, reward, beta, coef: scale }) {
    const { compute, mask, rollouts, signals } = step;
    const outcome = signals.get(`reward/${reward}`)!.values;
    const logProbs = await sideLogProbs(step, vector);
    const refLogProbs = signals.get('ref/logProb')!.values;
    const { coef, loss, sums } = await outcomeCe(compute, { logProbs, refLogProbs, mask, outcome, beta });
    const rows = {
      id: `rollouts of ${vector}`,
      batch: rollouts.rows,
      prefix: await step.prefix(DRAWN, vector),
      vector,
    };
    const ranking = rankingAccuracy(sums, outcome, rollouts.generations);
    const metrics = { [`${as}/ce`]: loss, [`${as}/ranking`]: ranking };
    return [{ name: as, rows, coef: coef.map((value) => scale * value), loss: scale * loss, metrics }];
  },
};
