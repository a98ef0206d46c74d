// What: settings that trainers with TRL's names share (TRL itself, ms-swift), and what is said about the learning rate.
import type { Config } from '../config/config.ts';
import type { Mapped, Mapping } from './settings.ts';

const same =
  (name: string) =>
  (value: never): Mapped => ({ [name]: value });
const whenSet =
  (name: string) =>
  (value: never): Mapped =>
    value === null ? {} : { [name]: value };

/** A rate of plain SGD for a policy of 2 million weights means nothing to AdamW and a larger model. */
export const isAdam = ({ optimizer }: Config) => optimizer.optim === 'adamw';
export const RATE_NOTE =
  'The run was made with plain SGD at a rate for a tiny policy. Its learning rate and gradient limit are not carried over; the trainer’s own defaults hold. Choose them for your model.';

export const SHARED_MAPPING: Mapping = {
  num_generations: same('num_generations'),
  max_completion_length: same('max_completion_length'),
  temperature: same('temperature'),
  top_p: same('top_p'),
  top_k: same('top_k'),
  num_iterations: same('num_iterations'),
  epsilon: same('epsilon'),
  epsilon_high: whenSet('epsilon_high'),
  delta: whenSet('delta'),
  beta: same('beta'),
  seed: same('seed'),
  lora_r: () => ({}),
  lora_alpha: () => ({}),
  lora_target_modules: () => ({}),
  optim: (value: never): Mapped => (value === 'adamw' ? { optim: 'adamw_torch' } : null),
  learning_rate: (value: never, config): Mapped => (isAdam(config) ? { learning_rate: value } : null),
  max_grad_norm: (value: never, config): Mapped => (isAdam(config) ? { max_grad_norm: value } : null),
  adam_epsilon: (value: never, config): Mapped => (isAdam(config) ? { adam_epsilon: value } : {}),
  weight_decay: same('weight_decay'),
  warmup_steps: same('warmup_steps'),
  lr_scheduler_type: same('lr_scheduler_type'),
};
