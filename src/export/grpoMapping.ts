// What: settings that trainers with TRL's names share (TRL itself, ms-swift), and what is said about the learning rate.
import type { Config } from '../config/config.ts';
import type { Mapped, Mapping } from './settings.ts';

/** The same value under that name. */
export const as =
  (name: string) =>
  (value: never): Mapped => ({ [name]: value });
export const whenSet =
  (name: string) =>
  (value: never): Mapped =>
    value === null ? {} : { [name]: value };
/** At this value it is what the trainer does anyway; another has no counterpart. */
export const only =
  (wanted: string) =>
  (value: never): Mapped =>
    value === wanted ? {} : null;
/** Under that name where the trainer knows the value. */
export const among =
  (name: string, known: string) =>
  (value: string): Mapped =>
    known.split(' ').includes(value) ? { [name]: value } : null;

/** A rate of plain SGD for a policy of 2 million weights means nothing to AdamW and a larger model. */
export const isAdam = ({ optimizer }: Config) => optimizer.optim === 'adamw';
const RATE_NOTE =
  'The run was made with plain SGD, at a rate for a tiny policy, and AdamW on a larger model needs other numbers: the optimizer, its learning rate and the gradient limit are the trainer’s own defaults here. Choose them for your model.';

export const notesOnRate = (config: Config): readonly string[] => (isAdam(config) ? [] : [RATE_NOTE]);

export const SHARED_MAPPING: Mapping = {
  num_generations: as('num_generations'),
  max_completion_length: as('max_completion_length'),
  temperature: as('temperature'),
  top_p: as('top_p'),
  top_k: as('top_k'),
  num_iterations: as('num_iterations'),
  epsilon: as('epsilon'),
  epsilon_high: whenSet('epsilon_high'),
  delta: whenSet('delta'),
  beta: as('beta'),
  seed: as('seed'),
  generation_batch_size: (value: never): Mapped => ({
    generation_batch_size: value,
    per_device_train_batch_size: value,
  }),
  scale_rewards: as('scale_rewards'),
  importance_sampling_level: among('importance_sampling_level', 'token sequence'),
  top_entropy_quantile: as('top_entropy_quantile'),
  kl_estimator: only('k3'),
  lora_r: () => ({}),
  lora_alpha: () => ({}),
  lora_target_modules: () => ({}),
  optim: (value: never): Mapped => (value === 'adamw' ? { optim: 'adamw_torch' } : null),
  learning_rate: (value: never, config): Mapped => (isAdam(config) ? { learning_rate: value } : null),
  max_grad_norm: (value: never, config): Mapped => (isAdam(config) ? { max_grad_norm: value } : null),
  adam_epsilon: (value: never, config): Mapped => (isAdam(config) ? { adam_epsilon: value } : {}),
  weight_decay: as('weight_decay'),
  warmup_steps: as('warmup_steps'),
  lr_scheduler_type: as('lr_scheduler_type'),
};
