// What: loss_type dro: policy gradient with a quadratic penalty on the log-ratio.
import { number } from '../../config/knob.ts';
import { lossFile } from '../lossFile.ts';
import { tokensOfBatch } from '../normalisers.ts';

export const loss = lossFile({
  name: 'dro',
  doc: 'Log-prob times advantage, kept close to the sampling policy by the square of the log-ratio. Differs: mean over tokens, where Tinker sums.',
  formula: 'L = 1/Σ_i T_i Σ_i Σ_t −(A log π − β_dro/2 (log π − log π_old)²)',
  source: 'DRO (arXiv 2405.19107); Kimi k1.5 (arXiv 2501.12599); Tinker: loss function dro',
  kernel: 'droLoss',
  reads: [],
  knobs: {
    dro_beta: number(0.05, {
      min: 0,
      max: 100,
      unit: '',
      doc: 'dro: weight of the quadratic penalty.',
      source: 'Tinker: loss_fn_config beta, its example 0.05',
    }),
  },
  normaliser: tokensOfBatch,
  metrics: [],
  params: (_settings, own) => ({ droBeta: own.dro_beta }),
  measure: () => ({}),
});
