// What: controller "effortAlpha": moves the weight of the bonus of each difficulty by how far the last step's thinking was from its target.
// Formula: alpha_b ← alpha_b ± rate·gap_b within [0, most]; + for easy and medium questions (too much thought: larger fines), − for hard
//   ones (too little: larger bonus). The target is the mean of the same step, to a whole number: gap_b is what rounding leaves, at most
//   one half, and alpha wanders.
// Units: kept between steps: alpha of each difficulty.
// Source: ARES (shawn0728/ARES), verl/trainer/ray_trainer.py, update_difficulty_and_skip_gid_set. There the step that gave the gap is paid
//   with the moved weight; here the next one.
import { DIFFICULTIES, movedAlpha } from '../4-rewards/effort.ts';
import type { Difficulty } from '../4-rewards/effort.ts';
import type { Controller } from '../blocks/seams.ts';
import { number, text } from '../config/knob.ts';

const knobs = {
  reward: text('effort', { unit: '', doc: 'Name of the reward whose weights move.', source: 'ARES: alpha_entropy' }),
  counts: text('difficulties', {
    unit: '',
    doc: 'Name of the data rule whose gaps are read.',
    source: 'ARES: deviation of a bucket from its target',
  }),
  rate: number(0.05, { min: 0, max: 10, unit: '', doc: 'Step per trigger.', source: 'ARES: alpha_entropy_lr 0.05' }),
  most: number(2, { min: 0, max: 2, unit: '', doc: 'Largest weight.', source: 'ARES: alpha_entropy_max 2' }),
};

type Alphas = Readonly<Partial<Record<Difficulty, number>>>;

export const block: Controller<typeof knobs, Alphas> = {
  name: 'effortAlpha',
  doc: 'Moves what thinking costs or earns for easy, medium and hard questions, after every step.',
  formula: 'alpha_b ← clip(alpha_b ± 0.05·(mean n_b − n*_b), 0, 2)',
  source: 'ARES (shawn0728/ARES), verl/trainer/ray_trainer.py',
  knobs,
  metrics: [
    { name: '{as}/alpha/*', unit: '', doc: 'Weight of the bonus for questions of that difficulty in this step.' },
  ],
  problem: ({ as, reward }, { knob }) =>
    knob(`${reward}.alpha_easy`) === undefined
      ? `${as} moves the weights of ${reward}, which has none; name the reward effort as ${as}.reward and list it in reward_funcs.`
      : null,
  start: () => ({}),
  move(config, { state, last, get, set }, { as, reward, counts, rate, most }) {
    let moved = config;
    const alphas: Partial<Record<Difficulty, number>> = {};
    const metrics: Record<string, number> = {};
    for (const level of DIFFICULTIES) {
      const leaf = `${reward}.alpha_${level}`;
      const before = state[level] ?? (get(config, leaf) as number);
      const gap = last?.[`${counts}/gap/${level}`];
      const alpha = gap === undefined ? before : movedAlpha(before, level, gap, rate, most);
      alphas[level] = metrics[`${as}/alpha/${level}`] = alpha;
      moved = set(moved, leaf, alpha);
    }
    return { config: moved, state: alphas, metrics };
  },
};
