// What: probe "vote": no truth is known; the rollouts of a prompt vote, weighted by their confidence, and each subgroup of them takes
//   the answer that wins among a random part as its label.
// Formula: ../votes.ts. <as>/agrees = 1 where a rollout's answer is its label, else 0; <as>/confidence = the rollout's confidence. The
//   answer is the text in the tag `tag`, the label of subgroup s of prompt p that of `voters` rollouts, drawn without
//   replacement from Philox (stream reward). With size 0 the size is chosen for the step among 1, 2, 4, … G, and the rollouts that
//   are heard are drawn again for it.
// Shapes: both signals [R].
// Source: SCOPE-TTRL (szu-tera/SCOPE, verl/trainer/ppo/ray_trainer.py).
import type { Probe } from '../../blocks/seams.ts';
import type { Sampled } from '../../blocks/step.ts';
import { choice, integer, number, text } from '../../config/knob.ts';
import { uniform } from '../philox.ts';
import { tagText } from '../tagText.ts';
import { chooseSize, labelsOf, rolloutConfidence, stepsOf, tokenConfidence } from '../votes.ts';

const knobs = {
  tag: text('answer', { unit: '', doc: 'The tag whose text is voted on.', source: 'SCOPE: the final answer' }),
  voters: integer(4, {
    min: 1,
    max: 512,
    unit: 'rollouts',
    doc: 'How many rollouts each subgroup hears.',
    source: 'ours: half of a group of 8, as SCOPE hears 32 of 64',
  }),
  size: integer(0, {
    min: 0,
    max: 512,
    unit: 'rollouts',
    doc: 'Rollouts that share a label; 0 = chosen for every step.',
    source: 'SCOPE: chosen among 1, 2, 4, … 64',
  }),
  lambda: number(0.7, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'Weight of the share of rewarded rollouts against the diversity of labels in the choice of the size.',
    source: 'SCOPE: 0.7',
  }),
  steps: choice('step', ['step', 'sentence', 'item'], {
    unit: '',
    doc: 'What a step of a rollout is.',
    source: 'SCOPE: ends at an empty line',
  }),
};

type Settings = Parameters<Probe<typeof knobs>['probe']>[1];

/** Voters of one subgroup: the first of a random order of the prompt's rollouts, in their own order. */
function drawVoters({ config, step, rollouts }: Sampled, place: number, draw: number, voters: number): number[] {
  const { generations } = rollouts;
  const key = (g: number) => {
    const row = place * generations + g;
    return uniform(config.data.seed, { step, row, position: draw, stream: 'reward' });
  };
  const order = Array.from({ length: generations }, (_, g) => [g, key(g)] as const).toSorted((a, b) => a[1] - b[1]);
  return order
    .slice(0, Math.min(voters, generations))
    .map(([g]) => g)
    .toSorted((a, b) => a - b);
}

/** Confidence of each rollout; its steps end where the unit changes. */
function confidences({ rollouts, units }: Sampled, { steps, as }: Settings): number[] {
  const { lengths, maxTokens: T, oldLogProbs } = rollouts;
  const own = units[steps];
  if (!own) throw new Error(`${as} needs units of the kind '${steps}', which this run does not make.`);
  return Array.from(lengths, (length, r) => {
    const at = (t: number) => own.of[r * T + t]!;
    const ends = Array.from({ length: Math.max(length - 1, 0) }, (_, t) => t).filter(
      (t) => at(t) >= 0 && at(t + 1) !== at(t),
    );
    const tokens = Array.from({ length }, (_, t) => tokenConfidence([oldLogProbs[r * T + t]!]));
    return rolloutConfidence(tokens, stepsOf(ends, length));
  });
}

/** Whether each rollout agrees with its label, and how many labels there are per prompt, for subgroups of a size. */
function agreement(
  step: Sampled,
  answers: readonly (string | null)[],
  confidence: readonly number[],
  size: number,
  own: Settings,
  again: number,
) {
  const { promptCount, generations } = step.rollouts;
  let labels = 0;
  const agrees: number[] = [];
  for (let p = 0; p < promptCount; p++) {
    const group = <T>(values: readonly T[]) => values.slice(p * generations, (p + 1) * generations);
    // Every size and every subgroup draws anew.
    const first = (2 * size + again) * generations;
    const heard = Array.from({ length: generations / size }, (_, s) => drawVoters(step, p, first + s, own.voters));
    const labelled = labelsOf(group(answers), group(confidence), heard);
    labels += new Set(labelled).size;
    agrees.push(...labelled.map((label, g) => (group(answers)[g] === label ? 1 : 0)));
  }
  const rate = agrees.reduce((sum, value) => sum + value, 0) / Math.max(agrees.length, 1);
  return { agrees, rate, diversity: labels / promptCount };
}

const sizesOf = (generations: number) =>
  Array.from({ length: 10 }, (_, k) => 2 ** k).filter((size) => size <= generations && generations % size === 0);

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

export const block: Probe<typeof knobs> = {
  name: 'vote',
  doc: 'Lets the answers to a question vote, with their confidence as weight, and says who agrees with the label of its subgroup.',
  formula: 'label = argmax over answers of Σ confidence of those heard; agrees = 1[answer = label]',
  source: 'SCOPE-TTRL (szu-tera/SCOPE), ray_trainer.py, grouputils.py',
  knobs,
  metrics: [
    { name: '{as}/agrees/mean', unit: 'share', doc: 'Share of the answers that agree with their label.' },
    {
      name: '{as}/confidence/mean',
      unit: 'nats',
      doc: 'Mean confidence of the answers; as released, high = unlikely.',
    },
  ],
  gives: ({ as }) => [`${as}/agrees`, `${as}/confidence`],
  needs: ({ steps }) => [`unit/${steps}`],
  problem({ as, size }, { leaf }) {
    const generations = Number(leaf('num_generations'));
    return size > 0 && generations % size !== 0
      ? `${as}.size is ${size}, which does not divide num_generations (${generations}); set it to one that does, or to 0.`
      : null;
  },
  probe(step, own) {
    const answers = step.rollouts.texts.map((written) => tagText(written, own.tag));
    const confidence = confidences(step, own);
    const at = (size: number, again: number) => agreement(step, answers, confidence, size, own, again);
    const candidates = sizesOf(step.rollouts.generations).map((size) => ({ size, ...at(size, 0) }));
    const size = own.size || chooseSize(candidates, own.lambda).chosen.size;
    const { agrees } = at(size, 1);
    return Promise.resolve(
      new Map([
        [`${own.as}/agrees`, { shape: 'rollout', values: Float32Array.from(agrees) }],
        [`${own.as}/confidence`, { shape: 'rollout', values: Float32Array.from(confidence) }],
      ] as const),
    );
  },
  count: (_step, found, { as }) => ({
    [`${as}/agrees/mean`]: mean(found.get(`${as}/agrees`)!.values),
    [`${as}/confidence/mean`]: mean(found.get(`${as}/confidence`)!.values),
  }),
};
