// What: loss_type dapo: the clipped loss, averaged over all tokens of the batch.
import { clipped } from '../clipRatios.ts';
import { lossFile } from '../lossFile.ts';
import { tokensOfBatch } from '../normalisers.ts';

export const loss = lossFile({
  ...clipped,
  name: 'dapo',
  doc: 'Clipped ratio times advantage; every token of the whole batch counts the same.',
  formula: 'L = 1/Σ_i T_i Σ_i Σ_t −min(ρ A, clip(ρ, 1 − ε, 1 + ε_high) A)',
  source: 'DAPO (arXiv 2503.14476), equation 12; TRL: loss_type dapo; verl: loss_agg_mode token-mean',
  normaliser: tokensOfBatch,
});
