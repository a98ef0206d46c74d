// What: vector "ema": a slow copy of the policy, a moving average of its θ.
// Formula: after every `every` finished steps v ← v + (1 − decay)·(θ − v); v = θ when it begins. Between these steps v rests.
// Shapes: θ and v [n]. Units: those of θ.
// Source: GRPO-CARE, trainer/ema_trainer.py (moving_average: torch.lerp(θ, v, decay), after global_step was raised). The authors
//   average all weights; here A and B of the adapter are averaged, each by itself: B·A of the averages is not the average of B·A.
import type { Vector } from '../../blocks/seams.ts';
import { integer, number } from '../../config/knob.ts';

const knobs = {
  decay: number(0.995, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'What the average keeps of itself each time; 0 copies the policy, 1 never moves.',
    source: 'GRPO-CARE, scripts: --ref_ema_decay 0.995',
  }),
  every: integer(10, {
    min: 1,
    max: 10000,
    unit: 'steps',
    doc: 'Steps between two moves of the average.',
    source: 'GRPO-CARE, scripts: --ref_ema_update_every 10',
  }),
};

export const block: Vector<typeof knobs> = {
  name: 'ema',
  doc: 'Keeps a moving average of the policy: a slow reference.',
  formula: 'v ← decay·v + (1 − decay)·θ after every `every` steps',
  source: 'GRPO-CARE (arXiv 2506.16141), trainer/ema_trainer.py',
  knobs,
  start: (policy) => policy.slice(),
  after(vector, { policy, step }, { decay, every }) {
    if (step % every !== 0) return vector;
    return vector.map((value, i) => value + (1 - decay) * (policy[i]! - value));
  },
};
