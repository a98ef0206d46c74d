// What: turns are paid for what they did, and the last one for the answer, too; a token earns what its turn leads to and what the whole
//   rollout was worth, each compared with the group.
// Formula: v_k = reward of turn k, + the weighted reward in the last turn; G_k = Σ_{j ≥ k} gamma^(j−k)·v_j. A_t = turn_share·z(G_k) +
//   (1 − turn_share)·z(Σ_k v_k), k = turn of t; z = (x − mean)/(std + 1e-6) over the rollouts of the group, for G_k over those that have a turn
//   k; std with n − 1; x itself where there is no other. Without by_std only the z of the whole rollout is not divided.
// Shapes: R rollouts, U turns.
// Source: quchangle1/MatchTIR, Code/verl/trainer/ppo/core_algos.py: compute_grpo_outcome_advantage.
import type { Compose } from '../../blocks/seams.ts';
import { boolean, number, text } from '../../config/knob.ts';

type Objective = ReturnType<Compose['compose']>[number];

const knobs = {
  rewards: text('calls/reward', {
    unit: '',
    doc: 'Signal with a number per turn: what the turn earns.',
    source: 'MatchTIR: how well the calls of the turn match those expected',
  }),
  gamma: number(0.9, { min: 0, max: 1, unit: '', doc: 'Discount from turn to turn.', source: 'MatchTIR: lambda 0.9' }),
  turn_share: number(0.5, {
    min: 0,
    max: 1,
    unit: 'share',
    doc: 'Weight of the turns against the whole rollout; 0 = the whole rollout only.',
    source: 'MatchTIR: the mean of both',
  }),
  by_std: boolean(true, {
    unit: '',
    doc: 'Divide the advantage of the whole rollout by the spread of the group.',
    source: 'MatchTIR: norm_adv_by_std_in_grpo',
  }),
};

export const block: Compose<typeof knobs> = {
  name: 'turnCredit',
  doc: 'Mixes what each turn leads to, compared with the same turn of the other rollouts, and what the whole rollout was worth.',
  formula: 'A_t = share·z(Σ_{j ≥ k} gamma^(j−k)·v_j) + (1 − share)·z(Σ v), k = turn of t',
  source: 'MatchTIR: quchangle1/MatchTIR, core_algos.py (compute_grpo_outcome_advantage)',
  knobs,
  place: 'apart',
  needs: ({ rewards }) => [rewards],
  problem: (_own, { leaf }) =>
    leaf('multi_objective_aggregation') === 'normalize_then_sum'
      ? 'turnCredit makes one reward per turn: set multi_objective_aggregation = sum_then_normalize, or leave turnCredit out.'
      : null,
  compose({ signals, units, rollouts: { lengths, maxTokens } }, objectives, own) {
    const { as, rewards, gamma, turn_share, by_std } = own;
    const sum = objectives.find(({ columns }) => columns !== undefined);
    const given = signals.get(rewards);
    const turns = given?.unit && units[given.unit];
    if (!sum)
      throw new Error(`${as} pays the weighted reward in the last turn; put it in front of what takes it apart.`);
    if (!turns) throw new Error(`${as} needs a number per turn, and ${rewards} is none; name another signal.`);
    const U = turns.count;
    const values = new Float32Array(lengths.length * U);
    const whole = Float32Array.from(lengths, (length, r) => {
      const last = turns.of.subarray(r * maxTokens, r * maxTokens + length).reduce((most, u) => Math.max(most, u), 0);
      for (let u = 0; u <= last; u++) values[r * U + u] = given.values[r * U + u]!;
      values[r * U + last]! += sum.values[r]!;
      return values.subarray(r * U, (r + 1) * U).reduce((total, value) => total + value, 0);
    });
    const shared = { baseline: 'group_mean', epsilon: 1e-6, single: 'keep' } as const;
    const weighed = (share: number) => sum.weight.map((weight) => weight * share);
    const made: Objective[] = [
      {
        ...{ ...shared, name: `${as}/rollout`, values: whole },
        ...{ scale: by_std ? 'group' : 'none', weight: weighed(1 - turn_share) },
      },
      {
        ...{ ...shared, name: `${as}/turns`, values, unit: given.unit!, gamma, weight: weighed(turn_share) },
        ...{ normalise: 'returns', unitStatistics: 'index', scale: 'group' },
      },
    ];
    return objectives.flatMap((objective) => (objective === sum ? made : [objective]));
  },
};
