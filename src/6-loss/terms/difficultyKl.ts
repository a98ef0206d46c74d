// What: loss term "difficultyKl": the KL to the reference, with a strength of its own for easy, medium and hard questions.
// Formula: L = coef·mean(beta_b·relax·k3(x)), x = log π_ref(token) − log π(token); the mean as loss_type takes it. relax: of wrong answers
//   to easy questions whose thinking cost at least relax_cost; 1 elsewhere. In the released code accuracy and cost do not reach the
//   place that would relax it, so that it is always 1.
// Shapes: [R × T]; difficulty, right and cost [R]. Units: nats. Clamps: |x| ≤ 20, k3 ≤ 10, with gradient exactly 0 outside.
// Source: ARES (shawn0728/ARES), verl/workers/actor/dp_actor.py, update_policy; verl/trainer/core_algos.py, compute_kl (low_var_kl).
import type { Difficulty } from '../../4-rewards/effort.ts';
import type { LossTerm } from '../../blocks/seams.ts';
import type { Inner } from '../../blocks/step.ts';
import { number, text } from '../../config/knob.ts';
import { divergenceLoss } from '../divergenceLoss.ts';
import { DRAWN, rowsBehind } from '../termRows.ts';

const LEVELS: readonly Difficulty[] = ['easy', 'medium', 'hard'];
const REFERENCE = 'ref/logProb';

const beta = (level: Difficulty) =>
  number(1, {
    min: 1e-4,
    max: 100,
    unit: '',
    doc: `Strength of the KL for ${level} questions, as a factor of coef.`,
    source: 'ARES, dp_actor.py: kl_beta_init 1, from 1e-4 to 100',
  });

const knobs = {
  coef: number(0.01, {
    min: 0,
    max: 10,
    unit: '',
    doc: 'Weight of the term.',
    source: 'ARES, experiments/AEPO/config.yaml: kl_coef 0.01',
  }),
  beta_easy: beta('easy'),
  beta_medium: beta('medium'),
  beta_hard: beta('hard'),
  relax: number(1, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'Factor of the KL of wrong answers to easy questions that were thought about for long; 1 = none.',
    source: 'ARES, config.py: second_chance_kl_relax 0.67, which the code never applies',
  }),
  relax_cost: number(0.5, {
    min: 0,
    max: 1000,
    unit: 'nats',
    doc: 'From which cost an answer was thought about for long.',
    source: 'ARES, config.py: second_chance_soft_cost_min 0.5',
  }),
  difficulty: text('reward/difficulty', {
    unit: '',
    doc: 'How difficult the question of each answer is: a signal per rollout.',
    source: 'ARES: accuracy of the group',
  }),
  right: text('reward/answerFolded', {
    unit: '',
    doc: 'Whether each answer is right; only relax reads it.',
    source: 'ARES: accuracy',
  }),
  cost: text('triggers/cost', {
    unit: '',
    doc: 'What the thinking of each answer cost; only relax reads it.',
    source: 'ARES: reasoning_soft_cost',
  }),
};

type Own = Parameters<LossTerm<typeof knobs>['terms']>[1];

function perRollout({ signals }: Inner, name: string, as: string): Float32Array {
  const { shape, values } = signals.get(name)!;
  if (shape === 'rollout') return values;
  throw new Error(`${as} reads ${name}, which has one value per ${shape}; it needs one per rollout.`);
}

/** [R] */
function weightsOf(step: Inner, levels: Float32Array, own: Own): Float32Array {
  const betas = LEVELS.map((level) => own[`beta_${level}`]);
  const strengths = levels.map((level) => betas[level]!);
  if (own.relax === 1) return strengths;
  const [right, cost] = [own.right, own.cost].map((name) => perRollout(step, name, own.as));
  return strengths.map((strength, r) => {
    const isRelaxed = levels[r] === 0 && right![r]! < 0.5 && cost![r]! >= own.relax_cost;
    return isRelaxed ? strength * own.relax : strength;
  });
}

/** Mean over the answers of each difficulty of their mean KL per token. */
function klOfLevels(kept: Float32Array, mask: Float32Array, levels: Float32Array, weights: Float32Array, as: string) {
  const T = mask.length / levels.length;
  const means = levels.map((_, r) => {
    const places = Array.from({ length: T }, (_t, t) => r * T + t).filter((i) => mask[i]! > 0.5);
    return places.reduce((sum, i) => sum + kept[i]!, 0) / weights[r]! / Math.max(places.length, 1);
  });
  return Object.fromEntries(
    LEVELS.flatMap((name, level) => {
      const own = means.filter((_, r) => levels[r] === level);
      return own.length === 0 ? [] : [[`${as}/kl/${name}`, own.reduce((sum, kl) => sum + kl, 0) / own.length]];
    }),
  );
}

export const block: LossTerm<typeof knobs> = {
  name: 'difficultyKl',
  doc: 'Holds the policy to the reference, more or less strictly by how difficult the question is.',
  formula: 'L = coef · mean(beta_b · k3), k3 = e^x − x − 1, x = log π_ref(token) − log π(token)',
  source: 'ARES (shawn0728/ARES), verl/workers/actor/dp_actor.py',
  knobs,
  metrics: [
    { name: '{as}/kl/*', unit: 'nats', doc: 'Mean KL per token of the answers to questions of that difficulty.' },
  ],
  needs: ({ difficulty, right, cost, relax }) => [REFERENCE, difficulty, ...(relax === 1 ? [] : [right, cost])],
  problem: ({ as }, { leaf }) =>
    leaf('beta') === 0
      ? null
      : `${as} is the KL of the loss, and beta = ${String(leaf('beta'))} adds it once more; set beta = 0, or leave ${as} out.`,
  async terms(step, own) {
    const levels = perRollout(step, own.difficulty, own.as);
    const weights = weightsOf(step, levels, own);
    const { mask, normaliser: divisor, now, compute, signals } = step;
    const made = await divergenceLoss(
      compute,
      { viewLogProbs: signals.get(REFERENCE)!.values, logProbs: now.logProbs, mask, weights, divisor },
      { strength: -own.coef, topShare: null, clip: null },
    );
    const metrics = klOfLevels(made.kept, mask, levels, weights, own.as);
    return [{ name: own.as, rows: await rowsBehind(step, DRAWN), coef: made.coef, loss: made.loss, metrics }];
  },
};
