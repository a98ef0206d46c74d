// What: controller "lrSchedule": the learning rate of a step, by warm-up and decay.
// Formula: learning_rate · w · f. w = min(1, k/warmup_steps) is the warm-up, k = steps finished before this one. f = m + (1 − m)·s with
//   m = min_lr_rate, p = min(1, (k − warmup_steps)/lr_decay_steps), s = 1 − p (linear), (1 + cos πp)/2 (cosine), 1 (constant).
// A run has no last step here, it goes on until someone pauses it: after the fall the rate stays at m.
// Source: transformers' get_linear_schedule_with_warmup and get_cosine_with_min_lr_schedule_with_warmup (their max_steps is
// warmup_steps + lr_decay_steps).
import type { Controller } from '../blocks/seams.ts';
import type { Config } from '../config/config.ts';

export type RateSchedule = Pick<
  Config['optimizer'],
  'learning_rate' | 'lr_scheduler_type' | 'warmup_steps' | 'lr_decay_steps' | 'min_lr_rate'
>;

function shareLeft(type: RateSchedule['lr_scheduler_type'], progress: number): number {
  if (type === 'linear') return 1 - progress;
  if (type === 'cosine') return (1 + Math.cos(Math.PI * progress)) / 2;
  return 1;
}

/** `step` = steps finished before this one, ≥ 0. The unit is that of learning_rate. */
export function scheduledRate(schedule: RateSchedule, step: number): number {
  const { learning_rate: rate, lr_scheduler_type: type, warmup_steps: warmup, lr_decay_steps: decay } = schedule;
  if (step < warmup) return (rate * step) / warmup;
  const progress = Math.min(1, (step - warmup) / Math.max(1, decay));
  const floor = schedule.min_lr_rate;
  return rate * (floor + (1 - floor) * shareLeft(type, progress));
}

const knobs = {};

export const block: Controller<typeof knobs, null> = {
  name: 'lrSchedule',
  doc: 'Warm-up and decay of the learning rate, as set by lr_scheduler_type, warmup_steps, lr_decay_steps and min_lr_rate.',
  formula: 'rate_k = learning_rate · min(1, k/warmup_steps) · (m + (1 − m)·s(p))',
  source: 'transformers: get_linear_schedule_with_warmup, get_cosine_with_min_lr_schedule_with_warmup',
  knobs,
  start: () => null,
  move: (config, { step }) => {
    const learning_rate = scheduledRate(config.optimizer, step);
    return { config: { ...config, optimizer: { ...config.optimizer, learning_rate } }, state: null };
  },
};
