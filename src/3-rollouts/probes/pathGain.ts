// What: probe "pathGain": the thinking of each rollout, step by step, against a thought of the model's own that it had when it was told the
//   answer: a step is worth as much as it raises the probability of what is left of that thought.
// Formula: ../pathGain.ts; the gold chain: ../goldChains.ts. <as>/score = path, <as>/answer = r_m, <as>/gain = r_i at the tokens of step i,
//   0 at others. The thinking is cut into `steps` equal pieces, the chain likewise into the pieces from which its suffixes start.
//   masked: the tokens of the steps are replaced by padding; question: the steps are left out.
// Shapes: score and answer [R], gain [R × T]; 0 for a rollout without thinking. Units: nats per token; the sampling temperature is applied.
// Source: P2S (arXiv 2601.20649), section 3, by summaries of the paper.
import type { Probe } from '../../blocks/seams.ts';
import type { Sampled } from '../../blocks/step.ts';
import { choice, integer, number, text } from '../../config/knob.ts';
import { goldAnswers } from '../goldAnswers.ts';
import { goldChains } from '../goldChains.ts';
import { goldText, PLACE } from '../goldText.ts';
import { pathScore, pieceEnds, stepGains, stepWeights } from '../pathGain.ts';
import { scoreTexts } from '../scoreTexts.ts';
import type { TextToScore } from '../scoreTexts.ts';

const knobs = {
  steps: integer(3, {
    min: 1,
    max: 16,
    unit: 'steps',
    doc: 'Equal steps that the thinking is cut into; at most one per token.',
    source: 'ours: what Pocket thinks is short (P2S: equal steps; the summaries do not say how many)',
  }),
  chains: integer(4, {
    min: 1,
    max: 64,
    unit: 'thoughts',
    doc: 'How often the model thinks towards the answer that it was told; the best thought is the gold chain.',
    source: 'ours (P2S: K, without a number in the summaries)',
  }),
  hint: text(`{question} the answer is ${PLACE}`, {
    unit: '',
    doc: `What the model is asked then: {question} stands for the question, ${PLACE} for the answer.`,
    source: 'ours (P2S: question and answer)',
  }),
  cue: text(`</think><answer>${PLACE}</answer>`, {
    unit: '',
    doc: `What follows the thinking; ${PLACE} stands for the true answer.`,
    source: 'ours, in our tags',
  }),
  baseline: choice('masked', ['masked', 'question'], {
    unit: '',
    doc: 'What a step is compared with: the same steps masked, or the question alone.',
    source: 'P2S: a masked prefix',
  }),
  slope: number(10, {
    min: 0,
    max: 1000,
    unit: '',
    doc: 'How steeply the weights of the steps rise.',
    source: 'ours (P2S: a sigmoid)',
  }),
  centre: number(0.5, {
    min: 0,
    max: 1,
    unit: 'share',
    doc: 'Where in the thinking a step has half of the weight.',
    source: 'ours (P2S: a sigmoid)',
  }),
};

type Settings = Parameters<Probe<typeof knobs>['probe']>[1];

/** The thinking of a rollout: its first token, and where each of its steps ends; without steps where there is none. */
interface Thinking {
  readonly start: number;
  readonly ends: readonly number[];
}

function thinkingOf({ units, rollouts: { lengths, maxTokens } }: Sampled, { steps, as }: Settings): Thinking[] {
  const sentences = units.sentence;
  if (!sentences) throw new Error(`${as} looks at units of the kind 'sentence', which this run does not make.`);
  return Array.from(lengths, (length, r) => {
    const own = sentences.of.subarray(r * maxTokens, r * maxTokens + length);
    const start = own.findIndex((unit) => unit >= 0);
    if (start < 0) return { start: 0, ends: [] };
    const end = own.findLastIndex((unit) => unit >= 0) + 1;
    return { start, ends: pieceEnds(end - start, steps).map((size) => start + size) };
  });
}

/** What a rollout has to be scored for: its suffixes behind each step but the last, the same behind the baseline, and the answer. */
function textsOf(step: Sampled, r: number, { start, ends }: Thinking, chain: Int32Array, gold: string, own: Settings) {
  const { tokens, maxTokens, generations, turns } = step.rollouts;
  const { tokenizer } = step.policy;
  const place = Math.floor(r / generations);
  const written = (end: number) => [...tokens.subarray(r * maxTokens, r * maxTokens + end)];
  const text = (before: readonly number[], after: ArrayLike<number>, first = 0): TextToScore => {
    const looks = (turns?.looks ?? []).filter((look) => look.row === r && look.after <= before.length);
    return {
      place,
      ids: [...before, ...Array.from(after)],
      from: before.length + first,
      ...(looks.length > 0 && { looks }),
    };
  };
  const suffixes = [0, ...pieceEnds(chain.length, own.steps).slice(0, -1)].map((from) => chain.subarray(from));
  const behind = (before: (end: number) => readonly number[]) =>
    ends.slice(0, -1).map((end) => (chain.length === 0 ? [] : suffixes.map((suffix) => text(before(end), suffix))));
  const masked = (end: number) => [...written(start), ...Array<number>(end - start).fill(tokenizer.padId)];
  const { ids, first } = goldText(tokenizer, own.cue, gold);
  return {
    prefix: behind(written),
    masked: behind(own.baseline === 'masked' ? masked : () => written(start)),
    answer: text(written(ends.at(-1)!), ids, first),
  };
}

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

export const block: Probe<typeof knobs> = {
  name: 'pathGain',
  doc: 'Compares the thinking of each answer with a thought that the model had when it was told the answer.',
  formula:
    'r_i = max_t [log π(s_t | q, steps 1…i) − log π(s_t | q, masked)], r_m = log π(y* | q, rollout); path = Σ w_i·r_i',
  source: 'P2S (arXiv 2601.20649), section 3, by summaries of the paper',
  knobs,
  needs: () => ['unit/sentence'],
  gives: ({ as }) => ['score', 'answer', 'gain'].map((name) => `${as}/${name}`),
  derive(signal) {
    if (!/^path\/(score|answer|gain)$/.test(signal)) return null;
    const { steps, chains, hint, cue, baseline, slope, centre } = knobs;
    const texts = { hint: hint.default, cue: cue.default, baseline: baseline.default };
    return {
      as: 'path',
      steps: steps.default,
      chains: chains.default,
      ...texts,
      slope: slope.default,
      centre: centre.default,
    };
  },
  problem({ as, hint, cue }) {
    if (cue.split(PLACE).length !== 2) return `${as}.cue must hold ${PLACE} once: the true answer goes there.`;
    return hint.includes(PLACE) ? null : `${as}.hint must hold ${PLACE}: the model is told the answer there.`;
  },
  metrics: [
    { name: '{as}/score/mean', unit: 'nats', doc: 'What the thinking of an answer is worth, on average.' },
    { name: '{as}/answer/mean', unit: 'nats', doc: 'Mean log-prob of a token of the true answer behind the thinking.' },
    {
      name: '{as}/gain/mean',
      unit: 'nats',
      doc: 'What the steps before the last are worth, as a mean over their tokens.',
    },
  ],
  async probe(step, own) {
    const { lengths, maxTokens, generations } = step.rollouts;
    const golds = goldAnswers(step, own.as);
    const thinking = thinkingOf(step, own);
    const chains = await goldChains(step, golds, own);
    const asked = thinking.map((one, r) => {
      const place = Math.floor(r / generations);
      return one.ends.length === 0 ? null : textsOf(step, r, one, chains[place]!, golds[place]!, own);
    });
    const texts = asked.flatMap((one) => (one ? [...one.prefix.flat(), ...one.masked.flat(), one.answer] : []));
    const found = new Map((await scoreTexts(step, texts, own.as)).map((logProbs, i) => [texts[i]!, logProbs]));
    const [score, answer] = [new Float32Array(lengths.length), new Float32Array(lengths.length)];
    const gain = new Float32Array(lengths.length * maxTokens);
    for (const [r, one] of asked.entries()) {
      if (!one) continue;
      const scored = (rows: readonly TextToScore[][]) => rows.map((row) => row.map((text) => found.get(text)!));
      const { steps } = stepGains(scored(one.prefix), scored(one.masked), found.get(one.answer)!);
      score[r] = pathScore(steps, stepWeights(steps.length, own));
      answer[r] = steps.at(-1)!;
      const { start, ends } = thinking[r]!;
      steps.forEach((value, i) => gain.fill(value, r * maxTokens + (ends[i - 1] ?? start), r * maxTokens + ends[i]!));
    }
    return new Map([
      [`${own.as}/score`, { shape: 'rollout', values: score }],
      [`${own.as}/answer`, { shape: 'rollout', values: answer }],
      [`${own.as}/gain`, { shape: 'token', values: gain }],
    ] as const);
  },
  count(step, found, own) {
    const { maxTokens } = step.rollouts;
    const { values } = found.get(`${own.as}/gain`)!;
    const earlier = thinkingOf(step, own).flatMap(({ start, ends }, r) =>
      ends.length < 2 ? [] : [...values.subarray(r * maxTokens + start, r * maxTokens + ends.at(-2)!)],
    );
    return {
      [`${own.as}/score/mean`]: mean(found.get(`${own.as}/score`)!.values),
      [`${own.as}/answer/mean`]: mean(found.get(`${own.as}/answer`)!.values),
      [`${own.as}/gain/mean`]: mean(Float32Array.from(earlier)),
    };
  },
};
