// What: every place of a ranked list has a reward and an advantage of its own, against the same place of the other lists of the group; the tokens
//   of an item carry that of its place.
// Formula: v_k by ../rankRewards.ts for the first `places` items, 0 behind them; A_k = (v_k − mean)/(std + epsilon) over the group, at the same place
//   k; a list that is shorter counts as 0 there. The weighted reward stays beside it with weight whole_weight.
// Shapes: hits [R × U], U items.
// Source: yaochenzhu/Rank-GRPO, libs/trl/rank_grpo_trainer.py: _generate_and_score_completions.
import type { Compose } from '../../blocks/seams.ts';
import { choice, integer, number, text } from '../../config/knob.ts';
import { RANK_GAINS, rankRewards } from '../rankRewards.ts';

type Objective = ReturnType<Compose['compose']>[number];

const knobs = {
  hits: text('items/hit', {
    unit: '',
    doc: 'Signal with a number per item: 1 where it is one of those wanted.',
    source: 'Rank-GRPO: evaluate_direct_match_aligned',
  }),
  gain: choice('hit', RANK_GAINS, {
    unit: '',
    doc: 'What a place earns: hit = its own hit; tail = the discounted gain of the list from it on.',
    source: 'Rank-GRPO: reward_func_exp_inf (hit, the default of the script), reward_func_log_decay (tail)',
  }),
  places: integer(20, {
    min: 1,
    max: 1000,
    unit: 'items',
    doc: 'Items that count; those behind them earn nothing.',
    source: 'Rank-GRPO: rec_num 20',
  }),
  whole_weight: number(0, {
    min: 0,
    max: 100,
    unit: '',
    doc: 'Weight of the advantage of the whole answer beside those of the places; 0 = places only.',
    source: 'Rank-GRPO: 0',
  }),
};

export const block: Compose<typeof knobs> = {
  name: 'rankedItems',
  doc: 'Gives each place of a ranked list a reward of its own and compares it with the same place of the other lists.',
  formula: 'A_k = (v_k − mean)/(std + epsilon) over the group at place k; v_k = hit, or Σ_{j ≥ k} hit_j/log2(j + 1)',
  source: 'yaochenzhu/Rank-GRPO, libs/trl/rank_grpo_trainer.py, libs/reward_funcs.py',
  knobs,
  place: 'apart',
  needs: ({ hits }) => [hits, 'unit/item'],
  problem: (_own, { leaf }) =>
    leaf('multi_objective_aggregation') === 'normalize_then_sum'
      ? 'rankedItems makes one reward per place: set multi_objective_aggregation = sum_then_normalize, or leave rankedItems out.'
      : null,
  compose({ signals, units, rollouts: { lengths } }, objectives, { as, hits: name, gain, places, whole_weight }) {
    const sum = objectives.find(({ columns }) => columns !== undefined);
    const hits = signals.get(name);
    const items = hits?.unit && units[hits.unit];
    if (!sum)
      throw new Error(`${as} leaves the weighted reward beside the places; put it in front of what takes it apart.`);
    if (!items) throw new Error(`${as} needs a number per item, and ${name} is none; name another signal.`);
    const U = items.count;
    const values = new Float32Array(lengths.length * U);
    lengths.forEach((_, r) => {
      const own = Array.from(hits.values.subarray(r * U, r * U + Math.min(places, U)));
      values.set(rankRewards(own, gain), r * U);
    });
    const made: Objective = {
      ...{ name: as, values, unit: hits.unit!, weight: sum.weight },
      ...{ unitStatistics: 'index', missing: 'counted' },
    };
    const whole: Objective[] = whole_weight > 0 ? [{ ...sum, weight: sum.weight.map((w) => w * whole_weight) }] : [];
    return objectives.flatMap((objective) => (objective === sum ? [...whole, made] : [objective]));
  },
};
