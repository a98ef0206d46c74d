import { describe, expect, it } from 'vitest';
import { scheduledRate } from '../../src/control/lrSchedule.ts';
import type { RateSchedule } from '../../src/control/lrSchedule.ts';

const schedule = (change: Partial<RateSchedule>): RateSchedule => ({
  ...{ learning_rate: 3, lr_scheduler_type: 'constant', lr_decay_steps: 40, min_lr_rate: 0, warmup_steps: 0 },
  ...change,
});

/** transformers' lambda functions, as they stand in optimization.py: `steps` is their num_training_steps. */
const theirs = {
  linear: (step: number, warmup: number, steps: number) =>
    step < warmup ? step / Math.max(1, warmup) : Math.max(0, (steps - step) / Math.max(1, steps - warmup)),
  cosine: (step: number, warmup: number, steps: number, least: number) => {
    if (step < warmup) return step / Math.max(1, warmup);
    const progress = (step - warmup) / Math.max(1, steps - warmup);
    return Math.max(0, 0.5 * (1 + Math.cos(Math.PI * 0.5 * 2 * progress)) * (1 - least) + least);
  },
};

describe('the learning rate of a step', () => {
  it.each([0, 1, 7])('is that of transformers, warm-up of %i steps', (warmup_steps) => {
    for (let step = 0; step <= warmup_steps + 40; step++) {
      const linear = schedule({ lr_scheduler_type: 'linear', warmup_steps });
      expect(scheduledRate(linear, step)).toBeCloseTo(3 * theirs.linear(step, warmup_steps, warmup_steps + 40), 12);
      const cosine = schedule({ lr_scheduler_type: 'cosine', warmup_steps, min_lr_rate: 0.1 });
      const wanted = 3 * theirs.cosine(step, warmup_steps, warmup_steps + 40, 0.1);
      expect(scheduledRate(cosine, step)).toBeCloseTo(wanted, 12);
    }
  });

  it('stays where it is when constant, after the warm-up', () => {
    const rates = [0, 2, 4, 5, 10_000].map((step) => scheduledRate(schedule({ warmup_steps: 4 }), step));
    expect(rates).toEqual([0, 1.5, 3, 3, 3]);
  });

  it.each(['linear', 'cosine'] as const)('%s stays at its floor when the fall is over', (lr_scheduler_type) => {
    const falling = schedule({ lr_scheduler_type, min_lr_rate: 0.25, lr_decay_steps: 10 });
    expect(scheduledRate(falling, 10)).toBeCloseTo(0.75, 12);
    expect(scheduledRate(falling, 1_000_000)).toBeCloseTo(0.75, 12);
    expect(scheduledRate(falling, 0)).toBe(3);
  });

  it('falls in a single step too', () => {
    const once = schedule({ lr_scheduler_type: 'linear', lr_decay_steps: 1 });
    expect([0, 1, 2].map((step) => scheduledRate(once, step))).toEqual([3, 0, 0]);
  });
});
