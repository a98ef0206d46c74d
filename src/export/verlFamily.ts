// What: settings that verl and EasyR1, which grew out of it, name alike below their sections for rollouts and for the actor.
// Source: verl 0.9.1, verl/workers/config and trainer/config; hiyouga/EasyR1 at b44b311, verl/workers and verl/trainer/config.py.
import { as } from './grpoMapping.ts';
import type { Mapped, Mapping } from './settings.ts';

/** kl_estimator by its name there. */
export const VERL_KL: Readonly<Record<string, string>> = { k1: 'kl', k2: 'mse', k3: 'low_var_kl' };

export const verlFamily = (rollout: string, actor: string): Mapping => ({
  num_generations: as(`${rollout}.n`),
  max_completion_length: as('data.max_response_length'),
  temperature: as(`${rollout}.temperature`),
  top_p: as(`${rollout}.top_p`),
  top_k: (value: never): Mapped => ({ [`${rollout}.top_k`]: value > 0 ? value : -1 }),
  seed: as('data.seed'),
  shuffle_dataset: as('data.shuffle'),
  num_iterations: as(`${actor}.ppo_epochs`),
  epsilon_high: (value: never, { loss }): Mapped => ({ [`${actor}.clip_ratio_high`]: value ?? loss.epsilon }),
});
