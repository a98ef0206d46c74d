// What: what a side model says of each token is a reward beside the outcome; each has a baseline and a return of its own.
// Formula: outcome: A = r − mean of the others, discounted by gamma per token from the last one. Process: A_t = Σ_{j ≥ t} process_gamma^(j−t)·
//   (s_j·n/(n−1) − Σ over all n rollouts of their mean s/(n−1)), s by ../implicitScores.ts. Added with weight 1 and process_weight.
// Shapes: [R] and [R × T].
// Source: PRIME (arXiv 2502.01456), core_algos.py, compute_rloo_returns: sources are added with weight 1; rm_coef 5 enters a logged number
//   alone (follows code).
import type { Compose } from '../../blocks/seams.ts';
import { boolean, choice, number, text } from '../../config/knob.ts';
import { batchNormalised, implicitScores } from '../implicitScores.ts';

type Objective = ReturnType<Compose['compose']>[number];

const knobs = {
  log_probs: text('phi/logProb', {
    unit: '',
    doc: 'Log-probs of the side model: a signal per token.',
    source: 'PRIME: the implicit reward model',
  }),
  process_weight: number(1, {
    min: 0,
    max: 100,
    unit: '',
    doc: 'Weight of the process beside the outcome; 0 = outcome only.',
    source: 'PRIME, core_algos.py: 1 (paper: rm_coef 5)',
  }),
  gamma: number(1, { min: 0, max: 1, unit: '', doc: 'Discount of the outcome per token.', source: 'PRIME: 1' }),
  process_gamma: number(1, { min: 0, max: 1, unit: '', doc: 'Discount of the process per token.', source: 'PRIME: 1' }),
  granularity: choice('token', ['token', 'whole'], {
    unit: '',
    doc: 'token = every token its own score; whole = the sum on the last token.',
    source: 'PRIME: token',
  }),
  batch_norm: boolean(true, {
    unit: '',
    doc: 'Divide all scores by the largest return of the batch.',
    source: 'PRIME: prime_norm batch_norm',
  }),
};

export const block: Compose<typeof knobs> = {
  name: 'implicitReturns',
  doc: 'Adds to the outcome what a side model says of every token, each against the other rollouts of the group.',
  formula: 'A_t = (r − mean of the others) + w·Σ_{j ≥ t} (s_j·n/(n−1) − Σ of mean s/(n−1))',
  source: 'PRIME (arXiv 2502.01456), core_algos.py, compute_rloo_returns',
  knobs,
  place: 'apart',
  needs: ({ log_probs }) => [log_probs, 'ref/logProb'],
  problem: (_own, { leaf }) =>
    leaf('multi_objective_aggregation') === 'normalize_then_sum'
      ? 'implicitReturns has a baseline for each source: set multi_objective_aggregation = sum_then_normalize, or leave implicitReturns out.'
      : null,
  compose({ signals, rollouts: { lengths, maxTokens } }, objectives, own) {
    const sum = objectives.find(({ columns }) => columns !== undefined);
    const [side, reference] = [signals.get(own.log_probs)!, signals.get('ref/logProb')!];
    if (!sum) throw new Error(`${own.as} pays the weighted reward as outcome; put it in front of what takes it apart.`);
    if (side.shape !== 'token')
      throw new Error(
        `${own.as} reads ${own.log_probs}, which has one value per ${side.shape}; it needs one per token.`,
      );
    const isOwn = signals.get('mask')?.values;
    const mask = Array.from(side.values, (_, i) =>
      i % maxTokens < lengths[Math.floor(i / maxTokens)]! && (isOwn?.[i] ?? 1) > 0.5 ? 1 : 0,
    );
    const given = { logProbs: side.values, refLogProbs: reference.values, mask, maxTokens };
    const raw = implicitScores({ ...given, whole: own.granularity === 'whole' });
    const scores = own.batch_norm ? batchNormalised(raw, maxTokens) : raw;
    const apart = { normalise: 'values', baseline: 'leave_one_out', scale: 'none' } as const;
    const outcome: Objective = { ...sum, ...apart, columns: undefined, name: `${own.as}/outcome`, gamma: own.gamma };
    const process: Objective = {
      ...{
        ...apart,
        name: `${own.as}/process`,
        values: Float32Array.from(scores),
        unit: 'token',
        gamma: own.process_gamma,
      },
      ...{ unitStatistics: 'rollout', weight: sum.weight.map((weight) => weight * own.process_weight) },
    };
    return objectives.flatMap((objective): Objective[] => (objective === sum ? [outcome, process] : [objective]));
  },
};
