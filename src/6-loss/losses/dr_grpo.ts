// What: loss_type dr_grpo: the clipped loss, summed and divided by a constant length.
import { clipped } from '../clipRatios.ts';
import { lossFile } from '../lossFile.ts';
import { fixedLength } from '../normalisers.ts';

export const loss = lossFile({
  ...clipped,
  name: 'dr_grpo',
  doc: 'Clipped ratio times advantage, divided by max_completion_length instead of the length, so length is not rewarded.',
  formula: 'L = 1/(R·max_completion_length) Σ_i Σ_t −min(ρ A, clip(ρ, 1 − ε, 1 + ε_high) A)',
  source: 'Dr. GRPO (arXiv 2503.20783), section 3.2; TRL: loss_type dr_grpo',
  normaliser: fixedLength,
});
