// What: probe "judge": a model reads what each rollout has written, in a question of its own, and says yes or no. Here it is the
//   network as it was loaded (or another vector): Pocket has learnt to say whether an answer to a question is right.
// Formula: p = P(yes)/(P(yes) + P(no)), each Π of the probabilities of its tokens behind `lead`; <as>/score = p, rounded to
//   1/levels; <as>/verdict = 1 where p ≥ 0.5 + margin, −1 where p ≤ 0.5 − margin, else 0. A rollout that lacks a part that the
//   question quotes is not asked about: score 0, verdict 0.
// Shapes: both signals [R]. Temperature 1.
// Source: SophiaVL-R1 (arXiv 2505.17018): thinking scores 0, 0.1, … 1 of a reward model; R1-Reward (arXiv 2505.02835): a model says
//   whether the analysis supports the result. Both ask a larger model; asking yes or no by probability is ours.
import type { PreparedPrompt, RowBatch } from '../../2-policy/types.ts';
import type { Probe } from '../../blocks/seams.ts';
import type { Sampled } from '../../blocks/step.ts';
import { integer, number, text } from '../../config/knob.ts';
import { goldText, PLACE } from '../goldText.ts';
import { tagText } from '../tagText.ts';

const knobs = {
  question: text('is the answer right? question: {question} answer: {think}', {
    unit: '',
    doc: 'What the judge is asked: {question} stands for the question, {think} and any other name for what the rollout wrote in that tag.',
    source: 'ours: how Pocket learnt to judge (SophiaVL-R1 and R1-Reward have long instructions)',
  }),
  lead: text('<answer>', { unit: '', doc: 'What the judge has already written before its verdict.', source: 'ours' }),
  yes: text('yes', { unit: '', doc: 'A good verdict.', source: 'ours' }),
  no: text('no', { unit: '', doc: 'A bad verdict.', source: 'ours' }),
  vector: text('frozen', {
    unit: '',
    doc: 'Weights of the judge: frozen (the network as it was loaded), policy, or a name from the axis vector.',
    source: 'SophiaVL-R1, R1-Reward: a model that is not trained',
  }),
  levels: integer(10, {
    min: 0,
    max: 1000,
    unit: '',
    doc: 'The score is rounded to so many steps; 0 = not at all.',
    source: 'SophiaVL-R1: 0, 0.1, … 1',
  }),
  margin: number(0.1, {
    min: 0,
    max: 0.5,
    unit: 'probability',
    doc: 'How far from one half the judge must be to have a verdict.',
    source: 'ours',
  }),
};

const QUOTE = /\{(\w+)\}/g;

/** The judge's question about a rollout; null where something that it quotes was not written. */
export function judgeQuestion(template: string, question: string, completion: string): string | null {
  const parts = [...template.matchAll(QUOTE)].map(([, name = '']) => [name, tagText(completion, name)] as const);
  if (parts.some(([name, found]) => name !== 'question' && !found)) return null;
  const written = new Map(parts);
  return template.replace(QUOTE, (_all, name: string) => (name === 'question' ? question : written.get(name)!));
}

/** Two rows for each prompt: the judge's two verdicts, and where each of them begins. */
function verdictRows(
  { tokenizer }: Sampled['policy'],
  lastTokens: Int32Array,
  { lead, yes, no }: { readonly lead: string; readonly yes: string; readonly no: string },
) {
  const verdicts = [yes, no].map((word) => goldText(tokenizer, `${lead}${PLACE}`, word));
  const T = Math.max(...verdicts.map(({ ids }) => ids.length));
  const R = 2 * lastTokens.length;
  const [ids, inputTokens] = [new Int32Array(R * T).fill(tokenizer.padId), new Int32Array(R * T).fill(tokenizer.padId)];
  const own = (r: number) => verdicts[r % 2]!;
  for (let r = 0; r < R; r++) {
    ids.set(own(r).ids, r * T);
    inputTokens.set([lastTokens[r >> 1]!, ...own(r).ids.slice(0, -1)], r * T);
  }
  const lengths = Int32Array.from({ length: R }, (_, r) => own(r).ids.length);
  const batch: RowBatch = { generations: 2, maxTokens: T, inputTokens, lengths, ids, idsPerToken: 1 };
  return { batch, firsts: verdicts.map(({ first }) => first) };
}

type Settings = Parameters<Probe<typeof knobs>['probe']>[1];

/** How sure the judge is of yes; NaN where it was not asked. */
async function judged(step: Sampled, place: number, prompt: PreparedPrompt, own: Settings): Promise<number[]> {
  const { policy, vectors, rollouts, drawn } = step;
  const { generations } = rollouts;
  const texts = rollouts.texts.slice(place * generations, (place + 1) * generations);
  const questions = texts.map((written) => judgeQuestion(own.question, drawn[place]!.text, written));
  const asked = questions.flatMap((question, g) => (question === null ? [] : [{ question, g }]));
  const scores = questions.map(() => NaN);
  if (asked.length === 0) return scores;
  const { imageFeatures } = prompt;
  const prompts = asked.map(({ question }) => {
    return { ids: policy.tokenizer.encodePrompt(question, imageFeatures.length), imageFeatures };
  });
  const theta = vectors.get(own.vector);
  if (!theta) throw new Error(`${own.as} has no vector '${own.vector}'; set ${own.as}.vector to frozen or policy.`);
  const longest = Math.max(...prompts.map(({ ids }) => ids.length)) + own.lead.length + own.yes.length + own.no.length;
  if (longest > policy.info.maxPositions)
    throw new Error(
      `${own.as} quotes what was written to its judge, which takes ${longest} of the ${policy.info.maxPositions} positions that this model has; lower max_completion_length.`,
    );
  const prefix = await policy.prefill(theta, prompts);
  try {
    const { batch, firsts } = verdictRows(policy, prefix.lastTokens, own);
    const { logProbs } = await policy.score(theta, prefix, batch, 1);
    const { maxTokens: T, lengths } = batch;
    const sum = (r: number) =>
      logProbs.subarray(r * T + firsts[r % 2]!, r * T + lengths[r]!).reduce((all, value) => all + value, 0);
    asked.forEach(({ g }, k) => (scores[g] = 1 / (1 + Math.exp(sum(2 * k + 1) - sum(2 * k)))));
    return scores;
  } finally {
    prefix.dispose();
  }
}

const rounded = (p: number, levels: number) => (levels === 0 ? p : Math.round(p * levels) / levels);
const verdictOf = (p: number, margin: number) => (p >= 0.5 + margin ? 1 : p <= 0.5 - margin ? -1 : 0);
const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

export const block: Probe<typeof knobs> = {
  name: 'judge',
  doc: 'Lets a model that is not trained read what each answer says and say yes or no to it.',
  formula: 'p = P(yes)/(P(yes) + P(no)); score = p in steps of 1/levels; verdict = sign of p − ½ outside of a margin',
  source: 'SophiaVL-R1 (arXiv 2505.17018), R1-Reward (arXiv 2505.02835)',
  knobs,
  metrics: [
    { name: '{as}/score/mean', unit: '', doc: 'Mean score of the judge over all answers.' },
    { name: '{as}/verdict/mean', unit: '', doc: 'Mean verdict of the judge: 1 yes, −1 no, 0 undecided or not asked.' },
  ],
  gives: ({ as }) => [`${as}/score`, `${as}/verdict`],
  derive(signal) {
    if (!/^judge\/(score|verdict)$/.test(signal)) return null;
    const { question, lead, yes, no, vector, levels, margin } = knobs;
    const words = { question: question.default, lead: lead.default, yes: yes.default, no: no.default };
    return { as: 'judge', ...words, vector: vector.default, levels: levels.default, margin: margin.default };
  },
  problem: ({ as, yes, no }) =>
    yes === no || yes === '' || no === ''
      ? `${as} needs two verdicts; set ${as}.yes and ${as}.no to different words.`
      : null,
  async probe(step, own) {
    const { prompts } = await step.prefix('drawn', 'policy');
    const sure: number[] = [];
    for (const [place, prompt] of prompts.entries()) sure.push(...(await judged(step, place, prompt, own)));
    const values = (of: (p: number) => number) => Float32Array.from(sure, (p) => (Number.isNaN(p) ? 0 : of(p)));
    return new Map([
      [`${own.as}/score`, { shape: 'rollout', values: values((p) => rounded(p, own.levels)) }],
      [`${own.as}/verdict`, { shape: 'rollout', values: values((p) => verdictOf(p, own.margin)) }],
    ]);
  },
  count: (_step, found, { as }) => ({
    [`${as}/score/mean`]: mean(found.get(`${as}/score`)!.values),
    [`${as}/verdict/mean`]: mean(found.get(`${as}/verdict`)!.values),
  }),
};
