// What: axis "auxiliaryLoss": terms beside the policy loss.
import { choice, number } from '../knob.ts';

export const auxiliaryLossKnobs = {
  beta: number(0, {
    plain: true,
    min: 0,
    max: 10,
    unit: '',
    doc: 'Weight of the KL to the reference policy (θ = 0).',
    source: 'TRL',
  }),
  kl_estimator: choice('k3', ['k1', 'k2', 'k3'], { unit: '', doc: 'Estimator of that KL.', source: 'TRL: k3' }),
  entropy_coef: number(0, { min: -1, max: 1, unit: '', doc: 'Weight of the entropy bonus.', source: 'TRL' }),
};
