// What: loss_type gpg: the plain policy gradient.
import { lossFile } from '../lossFile.ts';
import { tokensOfBatch } from '../normalisers.ts';

export const loss = lossFile({
  name: 'gpg',
  doc: 'Log-prob times advantage: REINFORCE with a baseline from the group, no ratio and no clip.',
  formula: 'L = 1/Σ_i T_i Σ_i Σ_t −A log π',
  source: 'GPG (arXiv 2504.02546), equation 5; verl: loss_mode gpg',
  kernel: 'gpgLoss',
  reads: [],
  knobs: {},
  normaliser: tokensOfBatch,
  metrics: [],
  params: () => ({}),
  measure: () => ({}),
});
