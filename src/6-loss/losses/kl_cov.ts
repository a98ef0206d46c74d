// What: loss_type kl_cov: no clip; the tokens with the largest covariance pay a KL penalty.
import { number } from '../../config/knob.ts';
import { countOf, covariances, selectedShare } from '../covariance.ts';
import { lossFile } from '../lossFile.ts';
import { tokensOfBatch } from '../normalisers.ts';

export const loss = lossFile({
  name: 'kl_cov',
  doc: 'Ratio times advantage without a clip; the few tokens that drive the entropy down pay for moving away.',
  formula: 'L = 1/Σ_i T_i Σ_i Σ_t −ρ A + [token among the largest covariances] c |log ρ|',
  source: '“The entropy mechanism of RL” (arXiv 2505.22617), equation 12; verl: loss_mode kl_cov',
  kernel: 'klCovLoss',
  reads: [],
  knobs: {
    kl_cov_ratio: number(0.0002, {
      min: 0,
      max: 1,
      unit: 'share',
      doc: 'kl_cov: share of the tokens that pay; at least one.',
      source: 'verl: policy_loss.kl_cov_ratio',
    }),
    ppo_kl_coef: number(0.1, {
      min: 0,
      max: 100,
      unit: '',
      doc: 'kl_cov: weight of the penalty on |log ρ|.',
      source: 'verl: policy_loss.ppo_kl_coef, PolicyLossConfig',
    }),
  },
  normaliser: tokensOfBatch,
  metrics: [{ name: 'kl_cov/selected', unit: 'share', doc: 'Tokens that pay the penalty (kl_cov).' }],
  params: (_settings, own) => ({ klCoef: own.ppo_kl_coef }),
  selection: 'input',
  selected: (batch, _settings, own) => {
    const { places, values } = covariances(batch);
    const order = places.map((_, k) => k).sort((a, b) => values[b]! - values[a]! || a - b);
    const selected = new Float32Array(batch.mask.length);
    for (const k of order.slice(0, countOf(own.kl_cov_ratio, places.length))) selected[places[k]!] = 1;
    return selected;
  },
  measure: ({ selected, count }) => ({ 'kl_cov/selected': selectedShare(selected, count) }),
});
