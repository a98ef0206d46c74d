// What: vector "sideModel": a second adapter on the frozen network, trained beside the policy by a loss term of its own.
// Formula: φ starts as θ does; AdamW (or the optimiser of the run) at its own rate moves it where a term has rows behind it.
// Shapes: φ [n]. Units: those of θ.
// Source: PRIME (arXiv 2502.01456): the implicit reward model, updated online with lr 1e-6; Implicit PRM (arXiv 2412.01981).
import type { Vector } from '../../blocks/seams.ts';
import { choice, number } from '../../config/knob.ts';

const knobs = {
  rate: number(1e-6, {
    min: 0,
    max: 1000,
    unit: '',
    doc: 'Learning rate of the side model.',
    source: 'PRIME, run_prime_main.sh: 1e-6',
  }),
  optim: choice('adamw', ['sgd', 'adamw'], {
    unit: '',
    doc: 'Optimiser of the side model.',
    source: 'PRIME: AdamW',
  }),
};

export const block: Vector<typeof knobs> = {
  name: 'sideModel',
  doc: 'Keeps a second adapter on the frozen network that a loss term of its own trains.',
  formula: 'φ ← φ − rate·∇_φ of the terms on its rows',
  source: 'PRIME (arXiv 2502.01456); Implicit PRM (arXiv 2412.01981)',
  knobs,
  start: (policy) => policy.slice(),
  optimizer: ({ rate, optim }) => ({ learning_rate: rate, optim }),
  after: (vector) => vector,
};
