// What: TRL's clip_ratio metrics, and what the clipped losses share.
// Formula: low: ρ < 1 − ε_low and A < 0; high: ρ > 1 + ε_high and A > 0; the ratio already capped by delta. *_mean, region_mean:
// share of the tokens (of the completions where the ratio is one of the sequence). low_min, high_max: smallest and largest
// share of one completion, those without tokens left out.
// Differs: nothing on one process. Older TRL (up to 1.7) takes low_min and high_max over processes, not over completions; what
// we do is what the golden values of TRL's f2cd577 have (high_max 1/6 where high_mean is 1/16).
// Source: TRL, _compute_loss.
import type { BlockMetric } from '../blocks/block.ts';
import type { LossFile, LossSettings, LossStatistics } from './lossFile.ts';

export const clipMetrics: readonly BlockMetric[] = [
  {
    name: 'clip_ratio/low_mean',
    unit: 'share',
    doc: 'Share of the tokens whose ratio was clipped at the lower bound.',
  },
  {
    name: 'clip_ratio/low_min',
    unit: 'share',
    doc: 'Smallest share clipped at the lower bound in any one completion.',
  },
  {
    name: 'clip_ratio/high_mean',
    unit: 'share',
    doc: 'Share of the tokens whose ratio was clipped at the upper bound.',
  },
  {
    name: 'clip_ratio/high_max',
    unit: 'share',
    doc: 'Largest share clipped at the upper bound in any one completion.',
  },
  {
    name: 'clip_ratio/region_mean',
    unit: 'share',
    doc: 'Share of the tokens whose ratio was clipped at either bound.',
  },
];

export function clipRatios({ count, total, shares }: LossStatistics): Record<string, number> {
  const [low, high] = [shares('low'), shares('high')];
  return {
    'clip_ratio/low_mean': total('low') / count,
    'clip_ratio/low_min': low.reduce((least, value) => Math.min(least, value), low[0] ?? 0),
    'clip_ratio/high_mean': total('high') / count,
    'clip_ratio/high_max': high.reduce((most, value) => Math.max(most, value), high[0] ?? 0),
    'clip_ratio/region_mean': (total('low') + total('high')) / count,
  };
}

export const clipBounds = ({ epsilon, epsilonHigh }: LossSettings) => ({
  epsilonLow: epsilon,
  epsilonHigh: epsilonHigh ?? epsilon,
});

/** The clipped loss; its loss_types differ in the divisor only. */
export const clipped = {
  kernel: 'tokenLoss',
  reads: ['importance_sampling_level', 'epsilon', 'epsilon_high', 'delta', 'dual_clip', 'kl_gap_max'],
  knobs: {},
  metrics: clipMetrics,
  params: (settings) => ({
    ...clipBounds(settings),
    delta: settings.delta ?? 0,
    dualClip: settings.dualClip ?? 0,
    klGap: settings.klGapMax ?? 0,
  }),
  measure: clipRatios,
} as const satisfies Partial<LossFile>;
