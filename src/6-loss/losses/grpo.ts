// What: loss_type grpo: the clipped loss, averaged over the tokens of each completion, then over completions.
import { clipped } from '../clipRatios.ts';
import { lossFile } from '../lossFile.ts';
import { meanOfCompletions } from '../normalisers.ts';

export const loss = lossFile({
  ...clipped,
  name: 'grpo',
  doc: 'Clipped ratio times advantage; every completion counts the same, whatever its length.',
  formula: 'L = 1/R Σ_i 1/T_i Σ_t −min(ρ A, clip(ρ, 1 − ε, 1 + ε_high) A)',
  source:
    'GRPO (arXiv 2402.03300), equation 3; TRL: loss_type grpo; GSPO (arXiv 2507.18071) with ratios of the sequence',
  normaliser: meanOfCompletions,
});
