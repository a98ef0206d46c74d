// What: axis "optimizer": how θ moves along the gradient.
import { choice, integer, number } from '../knob.ts';

export const optimizerKnobs = {
  learning_rate: number(3, {
    plain: true,
    min: 0,
    max: 1000,
    unit: '',
    doc: 'Learning rate of the first step: about 3 with sgd, about 0.001 with adamw.',
    source: 'TRL name; ours: the sweep in public/models/pocket/README.md',
  }),
  lr_scheduler_type: choice('constant', ['constant', 'linear', 'cosine'], {
    unit: '',
    doc: 'How the learning rate decays; constant = it does not.',
    source: 'TRL: lr_scheduler_type (linear)',
  }),
  lr_decay_steps: integer(60, {
    min: 1,
    max: 100000,
    unit: 'steps',
    doc: 'Steps of the decay (linear, cosine); afterwards the rate stays at learning_rate × min_lr_rate.',
    source: 'transformers: max_steps − warmup_steps; a run here has no last step',
  }),
  min_lr_rate: number(0, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'Share of learning_rate that is left after the decay.',
    source: 'transformers: min_lr_rate of cosine_with_min_lr',
  }),
  warmup_steps: integer(0, {
    min: 0,
    max: 100000,
    unit: 'steps',
    doc: 'Steps over which the learning rate rises from 0.',
    source: 'TRL: warmup_steps',
  }),
  optim: choice('sgd', ['adamw', 'sgd'], {
    unit: '',
    doc: 'Optimiser.',
    source: 'TRL: optim; ours: the sweep in public/models/pocket/README.md',
  }),
  adam_beta1: number(0.9, { min: 0, max: 0.9999, unit: '', doc: 'Decay of the first moment.', source: 'TRL' }),
  adam_beta2: number(0.999, { min: 0, max: 0.99999, unit: '', doc: 'Decay of the second moment.', source: 'TRL' }),
  adam_epsilon: number(1e-8, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'Added to the root of the second moment.',
    source: 'TRL',
  }),
  weight_decay: number(0, { min: 0, max: 1, unit: '', doc: 'Decoupled weight decay.', source: 'TRL' }),
  max_grad_norm: number(0.15, {
    min: 0,
    max: 1000,
    unit: '',
    doc: 'Clip of the global gradient norm; 0 = off. A single step with a large gradient can ruin a run.',
    source: 'TRL name; ours: the sweep in public/models/pocket/README.md',
  }),
};
