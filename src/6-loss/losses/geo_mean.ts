// What: loss_type geo_mean (GMPO): the geometric mean of the tokens' clipped ratios.
import { clipBounds, clipMetrics, clipRatios } from '../clipRatios.ts';
import { lossFile } from '../lossFile.ts';
import { meanOfCompletions } from '../normalisers.ts';

export const loss = lossFile({
  name: 'geo_mean',
  doc: 'One ratio per completion, the geometric mean of its tokens’ ratios, each clipped first; epsilon and epsilon_high bound log-ratios (the paper: 0.4).',
  formula: 'L = 1/R Σ_i −A_i exp(1/T_i Σ_t clip of log ρ_t to −ε … ε_high on the side that A pushes)',
  source: 'GMPO (arXiv 2507.20673); verl: loss_mode geo_mean',
  kernel: 'geoMeanLoss',
  perRollout: true,
  reads: ['epsilon', 'epsilon_high'],
  knobs: {},
  normaliser: meanOfCompletions,
  metrics: clipMetrics,
  params: clipBounds,
  measure: clipRatios,
});
