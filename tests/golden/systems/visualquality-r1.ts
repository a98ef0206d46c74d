// What: VisualQuality-R1 through our rewards: answerScore reads the score, orderFidelity compares it, thinkThenAnswer is the format.
// Formula: none of its own. Draws of the case take the place of those that answerScore would make. A pair is two groups of two
// scores each that have its means and variances.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { bareCompletions } from '../../4-rewards/bareCompletions.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { nested } from '../goldenStep.ts';

interface Batch {
  readonly answers_per_image: readonly (readonly string[])[];
  readonly answers_are_whole_completions: boolean;
  readonly mean_opinion_scores: readonly number[];
  readonly random_integer_draws_in_order?: readonly number[];
}
interface Pair {
  readonly score: number;
  readonly other_mean: number;
  /** null or 'NaN': of a single sample. */
  readonly own_var: number | string | null;
  readonly other_var: number | string | null;
  readonly target: number;
}
type Input = Batch | { readonly completion: string } | Pair;

async function formats(texts: readonly string[], compute: Compute) {
  const parsed = await parseTexts(compute, texts);
  const { columns } = await scoreRewards(compute, {
    ...{ parsed, generations: texts.length, truths: [{}], signals: new Map() },
    uses: [{ name: 'thinkThenAnswer' }],
  });
  return columns[0]!.values;
}

/** NaN where the text has no number. */
async function readScores(texts: readonly string[], compute: Compute) {
  const parsed = await parseTexts(compute, texts);
  const { columns } = await scoreRewards(compute, {
    ...{ parsed, generations: texts.length, truths: [{}], signals: new Map(), seed: 0, step: 0 },
    uses: [{ name: 'answerScore', knobs: { draw_unreadable: 0 } }],
  });
  const { values, scorable } = columns[0]!;
  return Array.from(values, (value, r) => (scorable?.[r] === 0 ? NaN : value));
}

/** Null where there is nothing to compare with. */
async function fidelities(scores: readonly (readonly number[])[], truths: readonly number[], compute: Compute) {
  const [prompts, generations] = [scores.length, scores[0]!.length];
  const signal: Signal = { shape: 'rollout', values: Float32Array.from(scores.flat()) };
  const { columns } = await scoreRewards(compute, {
    parsed: bareCompletions(compute, { rollouts: prompts * generations, maxTokens: 1 }),
    ...{ generations, truths: truths.map((quality) => ({ quality })), signals: new Map([['read/score', signal]]) },
    uses: [{ name: 'orderFidelity', knobs: { score: 'read/score' } }],
  });
  const { values, scorable } = columns[0]!;
  return scorable?.includes(0) ? null : nested(values, generations);
}

async function pair({ score, other_mean, own_var, other_var, target }: Pair, compute: Compute) {
  // Two scores a and b have the mean (a + b)/2 and the variance (a − b)²/2.
  const [own, other] = [Number(own_var ?? NaN), Number(other_var ?? NaN)];
  const half = Math.sqrt(other / 2);
  const scores = Number.isNaN(own + other)
    ? [[score], [other_mean]]
    : [
        [score, score + Math.sqrt(2 * own)],
        [other_mean - half, other_mean + half],
      ];
  return { fidelity: (await fidelities(scores, [target, 1 - target], compute))![0]![0] };
}

async function batch(input: Batch, compute: Compute) {
  const { answers_per_image: answers, mean_opinion_scores: truths, random_integer_draws_in_order: given = [] } = input;
  const texts = answers.flat().map((text) => (input.answers_are_whole_completions ? text : wrapped(text)));
  const draws = [...given];
  const scores = (await readScores(texts, compute)).map((score) => (Number.isNaN(score) ? draws.shift()! : score));
  const generations = answers[0]!.length;
  const format = nested(await formats(texts, compute), generations);
  const fidelity = await fidelities(nested(scores, generations), truths, compute);
  return { fidelity: fidelity ?? { raises: 'there is no other picture to compare with' }, format };
}

const wrapped = (answer: string) => `<think>t</think><answer>${answer}</answer>`;

export const adapter: GoldenAdapter<Input> = {
  system: 'VisualQuality-R1',
  async run(input, { compute }) {
    if ('completion' in input) return { format: (await formats([input.completion], compute))[0] };
    return 'score' in input ? pair(input, compute) : batch(input, compute);
  },
};
