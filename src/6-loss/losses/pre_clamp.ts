// What: loss_type pre_clamp: the clipped loss with a ratio that is bounded before it is used.
import { number } from '../../config/knob.ts';
import { clipBounds, clipMetrics, clipRatios } from '../clipRatios.ts';
import { lossFile } from '../lossFile.ts';
import { meanOfCompletions } from '../normalisers.ts';

export const loss = lossFile({
  name: 'pre_clamp',
  doc: 'The clipped loss, but the log-ratio is bounded first, so that a spike neither overflows nor has a gradient.',
  formula: 'L = 1/R Σ_i 1/T_i Σ_t −min(ρ A, clip(ρ, 1 − ε, 1 + ε_high) A),  ρ = e^clamp(log-ratio, −ln k, ln k)',
  source: 'R1-Reward (arXiv 2505.02835), StableReinforce; yfzhang114/r1_reward, openrlhf/models/loss.py',
  kernel: 'preClampLoss',
  reads: ['epsilon', 'epsilon_high'],
  knobs: {
    most_ratio: number(1000, {
      min: 1,
      max: 1e6,
      unit: '',
      doc: 'pre_clamp: the ratio stays between 1/k and k.',
      source: 'yfzhang114/r1_reward, loss.py: ln 1e-3 … ln 1e3',
    }),
  },
  normaliser: meanOfCompletions,
  metrics: clipMetrics,
  params: (settings, own) => ({ ...clipBounds(settings), mostLogRatio: Math.log(own.most_ratio) }),
  measure: clipRatios,
});
