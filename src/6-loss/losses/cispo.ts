// What: loss_type cispo: log-probs weighted by a capped, detached ratio.
import { lossFile } from '../lossFile.ts';
import { tokensOfBatch } from '../normalisers.ts';

export const loss = lossFile({
  name: 'cispo',
  doc: 'The ratio is capped and detached, so that tokens beyond the cap still give a gradient. epsilon_high is the cap itself.',
  formula: 'L = 1/Σ_i T_i Σ_i Σ_t −sg(min(ρ, ε_high)) A log π',
  source: 'CISPO (MiniMax-M1, arXiv 2506.13585), equations 4 and 5; TRL: loss_type cispo',
  kernel: 'cispoLoss',
  reads: ['importance_sampling_level', 'epsilon_high'],
  knobs: {},
  normaliser: tokensOfBatch,
  metrics: [{ name: 'cispo_clip_ratio', unit: 'share', doc: 'Share of the tokens whose weight was capped (cispo).' }],
  params: ({ epsilon, epsilonHigh }) => ({ epsilonHigh: epsilonHigh ?? epsilon }),
  measure: ({ count, total }) => ({ cispo_clip_ratio: total('high') / count }),
});
