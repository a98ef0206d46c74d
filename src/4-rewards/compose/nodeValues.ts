// What: every step of a rollout is paid by the value of its node in a search tree; the steps of a group are compared with how its rollouts end.
// Formula: s_k as ../nodeScores.ts; A = (s_k − mean)/(std + 1e-6), mean and std (n) over the last steps of the rollouts of the prompt; a single
//   rollout keeps its scores. It takes the place of the weighted sum.
// Shapes: R rollouts, U steps. Units: standard deviations.
// Source: DeepSearch (smiles724/DeepSearch), deepsearch/reward_manager/advantage_fn.py: compute_mcts_outcome_advantage (sibling_mean_std).
import type { Compose } from '../../blocks/seams.ts';
import { choice, number, text } from '../../config/knob.ts';
import { nodeScores } from '../nodeScores.ts';

type Objective = ReturnType<Compose['compose']>[number];

const knobs = {
  values: text('tree/value', {
    unit: '',
    doc: 'Signal with a number per step: the value of its node.',
    source: 'DeepSearch: values of the tree when it is done',
  }),
  temperature: number(1, {
    min: 0,
    max: 1000,
    unit: '',
    doc: 'Values are squashed by tanh(value/temperature), all but the last; 0 = not at all.',
    source: 'DeepSearch, sglang_mcts_wrapper.py: adv_temperature 1',
  }),
  most: number(1, {
    min: 0,
    max: 1000,
    unit: '',
    doc: 'The largest score of a step but the last.',
    source: 'DeepSearch, sglang_mcts_wrapper.py: q_value_max 1',
  }),
  fine: text('', {
    unit: '',
    doc: 'A reward that is added to the score of every step, say overlongRamp; nothing where it is empty.',
    source: 'DeepSearch: overlong_buffer_cfg, off',
  }),
  scale: choice('group', ['group', 'none'], {
    unit: '',
    doc: 'Divide by the spread of the last steps, or not.',
    source: 'DeepSearch, advantage_fn.py: norm_adv_by_std_in_grpo',
  }),
};

/** [R] steps of each rollout. */
function stepCounts(of: Int32Array, rollouts: number): number[] {
  const T = of.length / rollouts;
  return Array.from({ length: rollouts }, (_, r) =>
    of.subarray(r * T, (r + 1) * T).reduce((most, unit) => Math.max(most, unit + 1), 0),
  );
}

export const block: Compose<typeof knobs> = {
  name: 'nodeValues',
  doc: 'Pays each step by the value of its node in the search tree, compared with how the rollouts of its prompt end.',
  formula:
    's = most·tanh(value/temperature), the outcome in the last step; A = (s − mean)/(std + 1e-6), statistics of the last steps',
  source: 'DeepSearch (smiles724/DeepSearch), sglang_mcts_wrapper.py, advantage_fn.py',
  knobs,
  place: 'apart',
  needs: ({ values, fine }) => [values, ...(fine === '' ? [] : [`reward/${fine}`])],
  problem: ({ as }, { leaf }) =>
    leaf('multi_objective_aggregation') === 'normalize_then_sum'
      ? `${as} makes one reward per step: set multi_objective_aggregation = sum_then_normalize, or leave ${as} out.`
      : null,
  compose({ signals, units, rollouts: { lengths } }, objectives, { as, values: name, temperature, most, fine, scale }) {
    const sum = objectives.find(({ columns }) => columns !== undefined);
    const values = signals.get(name);
    const steps = values?.unit && units[values.unit];
    if (!sum)
      throw new Error(`${as} takes the place of the weighted reward; put it in front of what takes that apart.`);
    if (!values || !steps) throw new Error(`${as} needs a number per step, and ${name} is none; name another signal.`);
    const fines = fine === '' ? null : signals.get(`reward/${fine}`)!.values;
    const scores = new Float32Array(lengths.length * steps.count);
    stepCounts(steps.of, lengths.length).forEach((count, r) => {
      const own = [...values.values.subarray(r * steps.count, r * steps.count + count)];
      scores.set(nodeScores(own, { temperature, most }, fines?.[r] ?? 0), r * steps.count);
    });
    const made: Objective = {
      ...{ name: as, values: scores, unit: values.unit!, weight: sum.weight, scale, baseline: 'group_mean' },
      ...{ unitStatistics: 'last', deviation: 'population', single: 'keep', epsilon: 1e-6 },
    };
    return objectives.map((objective) => (objective === sum ? made : objective));
  },
};
