// What: controller "recapWeights": moves the weights of the objectives (rewards, and terms on texts) by how fast each still improves and
//   how unsteady it is: what is learned fades, what moves gains.
// Formula: weight_k = λ_k · (its weight in the configuration); λ: weights/objectiveWeights.ts. Values of an objective, one per finished
//   step: a reward 1 − its mean (follows code: the mean itself), a term its nll. The paper's loss is (1/K) Σ λ_k L_k: the factor 1/K
//   is the recipe's weight.
// Units: kept between steps: the last 2W values of each objective.
// Source: RECAP (arXiv 2510.21978), section 4; VietHoang1512/recap, src/open_r1/trainers/mixed_trainer.py.
import type { Controller } from '../blocks/seams.ts';
import type { Config } from '../config/config.ts';
import { choice, integer, names, number } from '../config/knob.ts';
import { objectiveWeights } from './weights/objectiveWeights.ts';
import type { Branch, ObjectiveWeight } from './weights/objectiveWeights.ts';

const knobs = {
  follows: choice('paper', ['paper', 'code'], {
    unit: '',
    doc: 'paper = one softmax of c + i over losses, after 2·window steps; code = two softmaxes, blended, over mean rewards, at once.',
    source: 'RECAP, section 4; mixed_trainer.py',
  }),
  window: integer(10, {
    min: 1,
    max: 1000,
    unit: 'steps',
    doc: 'W: half of the steps looked back on.',
    source: 'RECAP: W',
  }),
  temperature: number(5, {
    min: 1e-3,
    max: 1e6,
    unit: '',
    doc: 'T of the softmax; large = equal weights.',
    source: 'RECAP: T',
  }),
  alpha: number(0.5, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'Share of the convergence rate against the instability (follows code).',
    source: 'RECAP code, configs/template.yaml',
  }),
  objectives: names([], {
    unit: '',
    doc: 'Names of the rewards and terms whose weights move; empty = all rewards, and all expertNll terms.',
    source: 'RECAP: format, accuracy, IoU and next-token loss',
  }),
  loss_floor: number(0, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'Least loss of a reward: one that has reached its maximum would have a loss of 0 and take all the weight.',
    source: 'ours; the paper has no such bound (0)',
  }),
};

/** By objective, oldest first. */
type Past = Readonly<Record<string, readonly number[]>>;

interface Objective {
  readonly name: string;
  readonly branch: Branch;
  /** The leaf that weighs it. */
  readonly leaf: string;
  readonly metric: string;
}

const nameOf = ({ block, as }: { readonly block: string; readonly as?: string }) => as ?? block;

function objectivesOf({ reward, auxiliaryLoss }: Config, wanted: readonly string[]): Objective[] {
  const rewards = reward.reward_funcs.map(nameOf).map((name): Objective => {
    return { name, branch: 'rl', leaf: `${name}.weight`, metric: `rewards/${name}/mean` };
  });
  const terms = auxiliaryLoss.loss_terms.filter(({ block: term }) => term === 'expertNll').map(nameOf);
  const all = [
    ...rewards,
    ...terms.map((name): Objective => ({ name, branch: 'sft', leaf: `${name}.coef`, metric: `${name}/nll` })),
  ];
  return wanted.length === 0 ? all : all.filter(({ name }) => wanted.includes(name));
}

type Own = Parameters<Controller<typeof knobs, Past>['move']>[2];

function valueOf({ branch, metric }: Objective, last: Readonly<Record<string, number>>, own: Own): number | undefined {
  const value = last[metric];
  if (value === undefined || branch === 'sft' || own.follows === 'code') return value;
  return Math.max(own.loss_floor, 1 - value);
}

/** An objective that gave no number in a step keeps what it had. */
function grown(
  state: Past,
  objectives: readonly Objective[],
  last: Readonly<Record<string, number>> | null,
  own: Own,
): Past {
  return Object.fromEntries(
    objectives.map((objective) => {
      const value = last ? valueOf(objective, last, own) : undefined;
      const before = state[objective.name] ?? [];
      return [objective.name, value === undefined ? before : [...before, value].slice(-2 * own.window)];
    }),
  );
}

/** The paper weighs all objectives against each other; its code rewards and losses apart, and only those seen so far. */
function weightsOf(past: Past, objectives: readonly Objective[], own: Own): Record<string, ObjectiveWeight> {
  if (own.follows === 'paper') return objectiveWeights(past, { ...own, branch: 'rl' });
  const parts = (['rl', 'sft'] as const).map((branch) => {
    const seen = objectives.filter(({ name, branch: of }) => of === branch && past[name]!.length > 0);
    return objectiveWeights(Object.fromEntries(seen.map(({ name }) => [name, past[name]!])), { ...own, branch });
  });
  return { ...parts[0], ...parts[1] };
}

function metricsOf(as: string, weights: Readonly<Record<string, ObjectiveWeight>>): Record<string, number> {
  const named = Object.entries(weights).flatMap(([name, { lambda, c, i }]): [string, number][] => [
    [`${as}/lambda/${name}`, lambda],
    ...(c === null ? [] : [[`${as}/c/${name}`, c] as [string, number]]),
    ...(i === null ? [] : [[`${as}/i/${name}`, i] as [string, number]]),
  ]);
  return Object.fromEntries(named);
}

export const block: Controller<typeof knobs, Past> = {
  name: 'recapWeights',
  doc: 'Moves the weights of rewards and of terms on texts towards the objectives that still improve or are unsteady.',
  formula: 'λ_k = K · softmax((c_k + i_k)/T), c = μ~/μ, i = σ/(μ + μ~) over two windows of W steps',
  source: 'RECAP (arXiv 2510.21978), section 4; VietHoang1512/recap, mixed_trainer.py',
  knobs,
  metrics: [
    { name: '{as}/lambda/*', unit: '', doc: 'Factor of the objective’s weight; 1 on average.' },
    {
      name: '{as}/c/*',
      unit: '',
      doc: 'Convergence rate: above 1 the objective still improves (follows code: below 1).',
    },
    { name: '{as}/i/*', unit: '', doc: 'Instability: spread of the objective over its mean.' },
  ],
  problem({ as, objectives }, { rewards, leaf }) {
    const unknown = objectives.find((name) => !rewards.includes(name) && leaf(`${name}.coef`) === undefined);
    if (unknown === undefined) return null;
    return `${as}.objectives names '${unknown}', which is neither a reward nor a term with a weight; name some of ${rewards.join(', ')}, or none for all.`;
  },
  start: () => ({}),
  move(config, { last, state, get, set }, own) {
    const objectives = objectivesOf(config, own.objectives);
    const past = grown(state, objectives, last, own);
    const weights = weightsOf(past, objectives, own);
    let moved = config;
    const metrics = metricsOf(own.as, weights);
    for (const { name, leaf } of objectives) {
      const weight = Number(get(config, leaf)) * (weights[name]?.lambda ?? 1);
      metrics[`control/${leaf}`] = weight;
      moved = set(moved, leaf, weight);
    }
    return { config: moved, state: past, metrics };
  },
};
