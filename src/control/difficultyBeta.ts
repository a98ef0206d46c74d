// What: controller "difficultyBeta": each difficulty has a KL strength of its own, which rises where its answers leave the reference too
//   far and falls where they stay too near.
// Formula: difficulty/klBeta.ts, with the mean KL of the last step's answers as the new value; a step is an update.
// Units: kept between steps: updates so far, and beta, average KL and average error of each difficulty.
// Source: ARES (shawn0728/ARES), verl/workers/actor/dp_actor.py, _update_beta_per_bucket.
import type { Difficulty } from '../4-rewards/effort.ts';
import { DIFFICULTIES } from '../4-rewards/effort.ts';
import type { Controller } from '../blocks/seams.ts';
import { integer, number, text } from '../config/knob.ts';
import { KL_START, movedBeta } from './difficulty/klBeta.ts';
import type { KlState } from './difficulty/klBeta.ts';

const knobs = {
  term: text('difficultyKl', { unit: '', doc: 'Name of the loss term whose strengths move.', source: 'ARES: kl_loss' }),
  target: number(0.01, {
    min: 1e-8,
    max: 10,
    unit: 'nats',
    doc: 'KL per token that each difficulty is held at.',
    source: 'ARES, dp_actor.py: kl_target_default 0.01',
  }),
  rate: number(0.05, {
    min: 0,
    max: 10,
    unit: '',
    doc: 'Step of log beta.',
    source: 'ARES, dp_actor.py: kl_beta_lr 0.05',
  }),
  interval: integer(100, {
    min: 1,
    max: 1000000,
    unit: 'updates',
    doc: 'Beta moves in every so many updates.',
    source: 'ARES, dp_actor.py: kl_update_interval 100, where an update is a micro-batch',
  }),
};

interface Kept {
  readonly updates: number;
  readonly of: Readonly<Partial<Record<Difficulty, KlState>>>;
}

export const block: Controller<typeof knobs, Kept> = {
  name: 'difficultyBeta',
  doc: 'Holds the KL of easy, medium and hard questions near a target, each with a strength of its own.',
  formula: 'log beta_b ← log beta_b + rate·clip(average of KL_b/target − 1, ±0.2)',
  source: 'ARES (shawn0728/ARES), verl/workers/actor/dp_actor.py',
  knobs,
  metrics: [
    { name: '{as}/beta/*', unit: '', doc: 'Strength of the KL for questions of that difficulty in this step.' },
    { name: '{as}/kl/*', unit: 'nats', doc: 'Moving average of the KL that moves it.' },
  ],
  problem: ({ as, term }, { knob }) =>
    knob(`${term}.beta_easy`) === undefined
      ? `${as} moves the strengths of ${term}, which has none; name the term difficultyKl as ${as}.term and list it in loss_terms.`
      : null,
  start: () => ({ updates: 0, of: {} }),
  move(config, { state, last, get, set }, { as, term, target, rate, interval }) {
    const updates = last === null ? state.updates : state.updates + 1;
    const isTick = last !== null && updates % interval === 0;
    let moved = config;
    const of: Partial<Record<Difficulty, KlState>> = {};
    const metrics: Record<string, number> = {};
    for (const level of DIFFICULTIES) {
      const leaf = `${term}.beta_${level}`;
      const before = state.of[level] ?? { ...KL_START, beta: get(config, leaf) as number };
      const after = movedBeta(before, last?.[`${term}/kl/${level}`] ?? null, isTick, { target, rate });
      of[level] = after;
      metrics[`${as}/beta/${level}`] = after.beta;
      if (after.kl !== null) metrics[`${as}/kl/${level}`] = after.kl;
      moved = set(moved, leaf, after.beta);
    }
    return { config: moved, state: { updates, of }, metrics };
  },
};
