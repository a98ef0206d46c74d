// What: loss_type sapo: a smooth gate in place of the clip.
import { number } from '../../config/knob.ts';
import { lossFile } from '../lossFile.ts';
import { meanOfCompletions } from '../normalisers.ts';

const source = 'TRL name and default; SAPO (arXiv 2511.20347)';
const facts = { min: 0.01, max: 100, unit: '', source };

export const loss = lossFile({
  name: 'sapo',
  doc: 'A sigmoid of the ratio fades tokens out as their ratio moves away from 1, faster where the advantage is not positive.',
  formula: 'L = 1/R Σ_i 1/T_i Σ_t −A (4/τ) σ(τ (ρ − 1)),  τ = τ_pos where A > 0, else τ_neg',
  source: 'SAPO (arXiv 2511.20347); TRL: loss_type sapo; verl: loss_mode sapo (tau_pos, tau_neg)',
  kernel: 'sapoLoss',
  reads: ['importance_sampling_level'],
  knobs: {
    sapo_temperature_pos: number(1, { ...facts, doc: 'sapo: temperature of the gate for positive advantages.' }),
    sapo_temperature_neg: number(1.05, { ...facts, doc: 'sapo: temperature of the gate for the other advantages.' }),
  },
  normaliser: meanOfCompletions,
  metrics: [],
  params: (_settings, own) => ({
    temperaturePos: own.sapo_temperature_pos,
    temperatureNeg: own.sapo_temperature_neg,
  }),
  measure: () => ({}),
});
