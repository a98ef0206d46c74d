// What: loss_type clip_cov: the clipped loss without a few tokens that drive the entropy down.
import { number } from '../../config/knob.ts';
import { randomWords } from '../../3-rollouts/philox.ts';
import { clipBounds, clipMetrics, clipRatios } from '../clipRatios.ts';
import { countOf, covariances, selectedShare } from '../covariance.ts';
import { lossFile } from '../lossFile.ts';
import { tokensOfBatch } from '../normalisers.ts';

export const loss = lossFile({
  name: 'clip_cov',
  doc: 'The clipped loss; a few tokens, drawn among those whose covariance of advantage and log-prob is high, are left out.',
  formula: 'L = 1/Σ_i T_i Σ_i Σ_t −[token not drawn] min(ρ A, clip(ρ, 1 − ε, 1 + ε_high) A)',
  source: '“The entropy mechanism of RL” (arXiv 2505.22617), equation 10; verl: loss_mode clip_cov',
  kernel: 'tokenLoss',
  reads: ['epsilon', 'epsilon_high', 'kl_gap_max'],
  knobs: {
    clip_cov_ratio: number(0.0002, {
      min: 0,
      max: 1,
      unit: 'share',
      doc: 'clip_cov: share of the tokens that are drawn; at least one.',
      source: 'verl: policy_loss.clip_cov_ratio',
    }),
    clip_cov_lb: number(1, {
      min: -1000,
      max: 1000,
      unit: '',
      doc: 'clip_cov: tokens with a larger covariance may be drawn.',
      source: 'verl: policy_loss.clip_cov_lb',
    }),
    clip_cov_ub: number(5, {
      min: -1000,
      max: 1000,
      unit: '',
      doc: 'clip_cov: tokens with a smaller covariance may be drawn.',
      source: 'verl: policy_loss.clip_cov_ub',
    }),
  },
  normaliser: tokensOfBatch,
  metrics: [...clipMetrics, { name: 'clip_cov/selected', unit: 'share', doc: 'Tokens left out (clip_cov).' }],
  params: (settings) => ({ ...clipBounds(settings), delta: 0, dualClip: 0, klGap: settings.klGapMax ?? 0 }),
  selection: 'leftOut',
  selected: (batch, settings, own) => {
    const { places, values } = covariances(batch);
    const { newLogProbs, oldLogProbs, maxTokens, draw } = batch;
    const { epsilonLow, epsilonHigh } = clipBounds(settings);
    const isClipped = (i: number) => {
      const [ratio, A] = [Math.exp(newLogProbs[i]! - oldLogProbs[i]!), batch.advantageOf(i)];
      return A > 0 ? ratio > 1 + epsilonHigh : A < 0 && ratio < 1 - epsilonLow;
    };
    const isHigh = (k: number) => values[k]! > own.clip_cov_lb && values[k]! < own.clip_cov_ub;
    const candidates = places.filter((i, k) => isHigh(k) && !isClipped(i));
    // verl draws with torch.randperm; here every token of every update has a random number of its own.
    const keyed = candidates.map((i) => {
      const [row, position] = [Math.floor(i / maxTokens), (i % maxTokens) + maxTokens * draw.update];
      return { i, key: randomWords(draw.seed, { step: draw.step, row, position, stream: 'dropout' })[0] };
    });
    keyed.sort((a, b) => a.key - b.key || a.i - b.i);
    const selected = new Float32Array(batch.mask.length);
    for (const { i } of keyed.slice(0, countOf(own.clip_cov_ratio, places.length))) selected[i] = 1;
    return selected;
  },
  measure: (statistics) => ({
    ...clipRatios(statistics),
    'clip_cov/selected': selectedShare(statistics.selected, statistics.count),
  }),
  problem: ({ clip_cov_lb: lb, clip_cov_ub: ub }) =>
    lb < ub ? null : `clip_cov_lb is ${lb} and clip_cov_ub is ${ub}: no token lies between; use 1 and 5, for example.`,
});
