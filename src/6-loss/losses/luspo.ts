// What: loss_type luspo: the clipped loss of a completion times its length.
import { clipped } from '../clipRatios.ts';
import { lossFile } from '../lossFile.ts';
import { sumOfCompletion } from '../normalisers.ts';

export const loss = lossFile({
  ...clipped,
  name: 'luspo',
  doc: 'Clipped ratio times advantage, summed over each completion: GSPO without its bias towards short answers. Its paper has importance_sampling_level = sequence.',
  formula: 'L = 1/R Σ_i T_i · (−min(s_i A_i, clip(s_i, 1 − ε, 1 + ε_high) A_i)),  s_i the ratio of the sequence',
  source: 'LUSPO, "Length-unbiased sequence policy optimization" (github murphy4122/luspo); TRL: loss_type luspo',
  normaliser: sumOfCompletion,
});
