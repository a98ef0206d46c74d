// What: axis "auxiliaryLoss": terms beside the policy loss.
import { blocks, boolean, choice, number, optionalNumber } from '../knob.ts';

export const auxiliaryLossKnobs = {
  beta: number(0.04, {
    plain: true,
    min: 0,
    max: 10,
    unit: '',
    doc: 'Weight of the KL to the reference policy (θ = 0). At 0 a run on one picture can break its format once the reward is flat.',
    source:
      'TRL name (its default is 0); 0.04: DeepSeekMath, arXiv 2402.03300, section 4.2; ours: the sweep in public/models/pocket/README.md',
  }),
  kl_estimator: choice('k3', ['k1', 'k2', 'k3'], { unit: '', doc: 'Estimator of that KL.', source: 'TRL: k3' }),
  kl_max: optionalNumber(null, {
    min: 0.001,
    max: 1000,
    unit: 'nats',
    doc: 'Largest KL of a token that counts; it has no gradient beyond. null = no bound.',
    source: 'verl, core_algos.py, low_var_kl: 10',
  }),
  use_bias_correction_kl: boolean(false, {
    unit: '',
    doc: 'Multiply the KL of each token by its ratio, which corrects it for answers sampled by an older policy.',
    source: 'TRL; DeepSeek-V3.2 (arXiv 2512.02556)',
  }),
  entropy_coef: number(0, { min: -1, max: 1, unit: '', doc: 'Weight of the entropy bonus.', source: 'TRL' }),
  loss_terms: blocks([], {
    axis: 'auxiliaryLoss',
    unit: '',
    doc: 'Additional terms of the loss.',
    source: 'SYSTEMS X1…X5',
  }),
};
