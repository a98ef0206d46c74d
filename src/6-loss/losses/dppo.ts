// What: loss_type dppo: tokens whose probability has moved too far are left out, not those whose ratio has.
import { choice } from '../../config/knob.ts';
import { clipBounds, clipMetrics, clipRatios } from '../clipRatios.ts';
import { lossFile } from '../lossFile.ts';
import { tokensOfBatch } from '../normalisers.ts';

export const loss = lossFile({
  name: 'dppo',
  doc: 'Leaves a token out once its probability, not its ratio, has moved too far in the direction of the advantage; epsilon and epsilon_high are divergences, dual_clip caps the ratio (null = 20).',
  formula: 'L = 1/Σ_i T_i Σ_i Σ_t −M sg(min(ρ, c)) A log π,  M = 0 where D(π_old, π) > ε and ρ has moved with A',
  source: 'DPPO (arXiv 2602.04879); verl: loss_mode dppo_tv, dppo_kl (clip_ratio_low, clip_ratio_high, clip_ratio_c)',
  kernel: 'dppoLoss',
  reads: ['epsilon', 'epsilon_high', 'dual_clip'],
  knobs: {
    dppo_divergence: choice('tv', ['tv', 'kl'], {
      unit: '',
      doc: 'dppo: divergence of a token, total variation or KL of “this token or another”.',
      source: 'verl: loss_mode dppo_tv, dppo_kl',
    }),
  },
  normaliser: tokensOfBatch,
  metrics: clipMetrics,
  params: (settings, own) => ({
    ...clipBounds(settings),
    mostRatio: settings.dualClip ?? 20,
    isKl: own.dppo_divergence === 'kl' ? 1 : 0,
  }),
  measure: clipRatios,
});
