// What: loss_type bnpo: the clipped loss, averaged over the tokens of the batch at hand.
import { clipped } from '../clipRatios.ts';
import { lossFile } from '../lossFile.ts';
import { tokensHere } from '../normalisers.ts';

export const loss = lossFile({
  ...clipped,
  name: 'bnpo',
  doc: 'Clipped ratio times advantage; every token counts the same, mean over the current batch.',
  formula: 'L = 1/Σ_i T_i Σ_i Σ_t −min(ρ A, clip(ρ, 1 − ε, 1 + ε_high) A)',
  source: 'TRL: loss_type bnpo',
  normaliser: tokensHere,
});
