// What: loss_type vespo: log-probs weighted by a gamma weight of the ratio of the whole sequence.
import { number } from '../../config/knob.ts';
import { lossFile } from '../lossFile.ts';
import { tokensOfBatch } from '../normalisers.ts';

const facts = { min: 0, max: 100, unit: '', source: 'TRL name and default; VESPO (arXiv 2602.10693)' };

export const loss = lossFile({
  name: 'vespo',
  doc: 'The product of all ratios of a completion, reshaped so that it stays bounded, weights its log-probs.',
  formula: 'L = 1/Σ_i T_i Σ_i Σ_t −φ(W_i) A log π,  W_i = Π_t ρ_t,  φ(W) = sg(W^k e^(λ (1 − W)))',
  source: 'VESPO (arXiv 2602.10693); TRL: loss_type vespo, get_gamma_weights',
  kernel: 'vespoLoss',
  perRollout: true,
  // The weight is of the sequence at either level; the level matters to the bias-corrected KL.
  reads: ['importance_sampling_level'],
  knobs: {
    vespo_k_pos: number(2, { ...facts, doc: 'vespo: exponent k for advantages of at least 0.' }),
    vespo_lambda_pos: number(3, { ...facts, doc: 'vespo: decay λ for advantages of at least 0.' }),
    vespo_k_neg: number(3, { ...facts, doc: 'vespo: exponent k for negative advantages.' }),
    vespo_lambda_neg: number(2, { ...facts, doc: 'vespo: decay λ for negative advantages.' }),
  },
  normaliser: tokensOfBatch,
  metrics: [{ name: 'vespo/phi_seq_mean', unit: '', doc: 'Mean of φ over the completions (vespo).' }],
  params: (_settings, own) => ({
    kPos: own.vespo_k_pos,
    lambdaPos: own.vespo_lambda_pos,
    kNeg: own.vespo_k_neg,
    lambdaNeg: own.vespo_lambda_neg,
  }),
  measure: ({ shares, rollouts }) => {
    const phi = shares('high');
    // A completion without tokens has W = 1 and φ = 1.
    const sum = phi.reduce((total, value) => total + value, rollouts - phi.length);
    return { 'vespo/phi_seq_mean': sum / Math.max(rollouts, 1) };
  },
});
