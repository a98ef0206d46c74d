// What: verdicts about pieces of a text (is this sentence true? does this part of it matter?) are rewards where the piece ends; the weighted
//   reward comes at the end. A token earns what comes from it on.
// Formula: r_t = Σ over the verdicts of ../segmentRewards.ts + [t is the last token]·reward; G_t = Σ_{j ≥ t} gamma^(j−t)·r_j; A_t = G_t − mean of
//   the group's G at the same token (position), or (G_t − mean)/(std + 1e-6) of the whole returns of the group (first_token).
// Shapes: verdicts [R × U], r and G [R × T]. Units: those of the rewards.
// Source: Fine-Grained RLHF (arXiv 2306.01693); allenai/FineGrainedRLHF, tasks/qa_feedback/training/reward.py: get_finegrained_reward. There PPO
//   has a value function in place of the group.
import type { Compose } from '../../blocks/seams.ts';
import { choice, names, number, numbers } from '../../config/knob.ts';
import { segmentRewards } from '../segmentRewards.ts';

type Objective = ReturnType<Compose['compose']>[number];

const BOUNDS = { min: -100, max: 100, unit: '' };

const knobs = {
  verdicts: names(['relevance/verdict', 'factuality/verdict'], {
    unit: '',
    doc: 'Signals with a number per sentence or step: ½ or more is a good verdict.',
    source: 'Fine-Grained RLHF: relevance of each part of a sentence, factuality of each sentence',
  }),
  paid: numbers([0.3, 0.5], {
    ...BOUNDS,
    doc: 'What a good verdict of each of them pays, in their order.',
    source: 'Fine-Grained RLHF, fine_grained_config.yml: 0.3, 0.5',
  }),
  fined: numbers([-0.3, -0.5], {
    ...BOUNDS,
    doc: 'What a bad one costs, in their order.',
    source: 'Fine-Grained RLHF, fine_grained_config.yml: −0.3, −0.5',
  }),
  gamma: number(1, { min: 0, max: 1, unit: '', doc: 'Discount per token.', source: 'Fine-Grained RLHF: 1' }),
  statistics: choice('position', ['position', 'first_token'], {
    unit: '',
    doc: 'What a return is compared with: returns of the group at the same token, or those of whole answers.',
    source: 'ours (Fine-Grained RLHF: a value function)',
  }),
};

const STATISTICS = {
  position: { unitStatistics: 'position', scale: 'none' },
  first_token: { unitStatistics: 'first', scale: 'group', epsilon: 1e-6 },
} as const satisfies Record<string, Partial<Objective>>;

export const block: Compose<typeof knobs> = {
  name: 'denseSegments',
  doc: 'Pays and fines each sentence, or each part of one, where it ends, and the whole answer at its end.',
  formula:
    'A_t = Σ_{j ≥ t} gamma^(j−t)·r_j − mean of the group at token t; r = ± at the end of each piece, the reward at the end of all',
  source: 'Fine-Grained RLHF (arXiv 2306.01693); allenai/FineGrainedRLHF, tasks/qa_feedback/training/reward.py',
  knobs,
  place: 'apart',
  needs: ({ verdicts }) => verdicts,
  problem({ as, verdicts, paid, fined }, { leaf }) {
    if (paid.length !== verdicts.length || fined.length !== verdicts.length)
      return `${as} has ${verdicts.length} verdicts, ${paid.length} rewards and ${fined.length} fines; give one of each per verdict.`;
    return leaf('multi_objective_aggregation') === 'normalize_then_sum'
      ? 'denseSegments makes one reward per token: set multi_objective_aggregation = sum_then_normalize, or leave denseSegments out.'
      : null;
  },
  compose({ signals, units, rollouts }, objectives, { as, verdicts, paid, fined, gamma, statistics }) {
    const sum = objectives.find(({ columns }) => columns !== undefined);
    if (!sum)
      throw new Error(`${as} pays the weighted reward on the last token; put it in front of what takes it apart.`);
    const { lengths, maxTokens } = rollouts;
    const values = new Float32Array(lengths.length * maxTokens);
    const totals = new Float64Array(values.length);
    verdicts.forEach((name, k) => {
      const signal = signals.get(name);
      const own = signal?.unit && units[signal.unit];
      if (!own) throw new Error(`${as} needs a number per sentence or step, and ${name} is none; name another signal.`);
      const pay = { paid: paid[k]!, fined: fined[k]! };
      segmentRewards(own, signal.values, rollouts, pay).forEach((value, i) => (totals[i]! += value));
    });
    lengths.forEach((length, r) => (totals[r * maxTokens + Math.max(length - 1, 0)]! += sum.values[r]!));
    values.set(totals);
    const made: Objective = {
      ...{ name: as, values, unit: 'token', gamma, weight: sum.weight },
      ...{ normalise: 'returns', missing: 'counted', baseline: 'group_mean' },
      ...STATISTICS[statistics],
    };
    return objectives.map((objective) => (objective === sum ? made : objective));
  },
};
