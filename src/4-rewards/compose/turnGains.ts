// What: the weighted reward becomes the outcome of the last turn, and each turn before it earns what it gained; a token earns the
//   return of its turn.
// Formula: r_k = gain_weight·gain_k (k < K − 1), r_{K−1} = reward; G_k = Σ_{j ≥ k} gamma^(j−k)·r_j; A_t = G(turn of t) − mean over the
//   group of G at the same token t. No division, no statistics of gains and outcomes apart. Rollouts that have ended count as 0.
//   first_turn (unused in the release): A = (G − mean)/(std + 1e-6) of the returns of the first turns, std with n − 1.
// Shapes: R rollouts, U turns.
// Source: IGPO as released (GuoqingWang1/IGPO, verl/trainer/ppo/core_algos.py: compute_grpo_outcome_advantage and
//   compute_grpo_discounted_advantage); the paper (arXiv 2510.14967) standardises gains and outcomes apart instead.
import type { Compose } from '../../blocks/seams.ts';
import type { Units } from '../../blocks/signals.ts';
import { choice, number, text } from '../../config/knob.ts';
import { turnRewards } from '../turnRewards.ts';

type Objective = ReturnType<Compose['compose']>[number];

const knobs = {
  gains: text('gold/gain', { unit: '', doc: 'Signal with a number per turn: what the turn gained.', source: 'IGPO' }),
  gain_weight: number(1, {
    min: 0,
    max: 100,
    unit: '',
    doc: 'Weight of the gains; 0 = outcome only.',
    source: 'IGPO: 1',
  }),
  gamma: number(1, { min: 0, max: 1, unit: '', doc: 'Discount from turn to turn.', source: 'IGPO, core_algos.py: 1' }),
  statistics: choice('position', ['position', 'first_turn'], {
    unit: '',
    doc: 'What a return is compared with: returns of the group at the same token, or those of the first turns.',
    source: 'IGPO, core_algos.py: position',
  }),
};

const STATISTICS = {
  position: { unitStatistics: 'position', scale: 'none' },
  first_turn: { unitStatistics: 'first', scale: 'group', epsilon: 1e-6 },
} as const satisfies Record<string, Partial<Objective>>;

/** [R] turns of each rollout; one at least. */
const turnCounts = ({ of }: Units, rollouts: number): number[] => {
  const T = of.length / rollouts;
  return Array.from({ length: rollouts }, (_, r) =>
    of.subarray(r * T, (r + 1) * T).reduce((most, unit) => Math.max(most, unit + 1), 1),
  );
};

export const block: Compose<typeof knobs> = {
  name: 'turnGains',
  doc: 'Pays each turn for what it added to the probability of the gold answer, and the last turn for the outcome.',
  formula: 'A_t = Σ_{j ≥ k} gamma^(j−k)·r_j − mean of the group at token t; r = gains, then the outcome',
  source: 'IGPO (arXiv 2510.14967), core_algos.py (compute_grpo_outcome_advantage)',
  knobs,
  place: 'apart',
  needs: ({ gains }) => [gains],
  problem(_own, { leaf }) {
    if (leaf('multi_objective_aggregation') === 'normalize_then_sum')
      return 'turnGains makes one reward per turn: set multi_objective_aggregation = sum_then_normalize, or leave turnGains out.';
    if (leaf('max_tool_calling_iterations') === 0)
      return 'turnGains pays for turns, and max_tool_calling_iterations = 0 leaves only one; set it to 1 or more.';
    const actions = leaf('actions');
    return Array.isArray(actions) && actions.length === 0
      ? 'turnGains pays for turns, and without an action there is only one; add zoom to actions.'
      : null;
  },
  compose({ signals, units, rollouts: { lengths } }, objectives, { as, gains: name, gain_weight, gamma, statistics }) {
    const sum = objectives.find(({ columns }) => columns !== undefined);
    const gains = signals.get(name);
    const turns = gains?.unit && units[gains.unit];
    if (!sum)
      throw new Error(`${as} pays the weighted reward on the last turn; put it in front of what takes it apart.`);
    if (!gains || !turns) throw new Error(`${as} needs a number per turn, and ${name} is none; name another signal.`);
    const values = new Float32Array(lengths.length * turns.count);
    turnCounts(turns, lengths.length).forEach((count, r) => {
      const own = gains.values.subarray(r * turns.count, r * turns.count + count - 1);
      const weighted = Array.from(own, (gain) => gain_weight * gain);
      values.set(turnRewards(weighted, sum.values[r]!, count), r * turns.count);
    });
    const made: Objective = {
      ...{ name: as, values, unit: gains.unit!, gamma, weight: sum.weight },
      ...{ normalise: 'returns', missing: 'counted', acrossGaps: false, baseline: 'group_mean' },
      ...STATISTICS[statistics],
    };
    return objectives.map((objective) => (objective === sum ? made : objective));
  },
};
