// What: probe "triggers": how often each rollout says a word after which it is uncertain how to go on.
// Formula: ../triggers.ts. <as>/count = valid triggers, <as>/cost = by how much they pass the threshold, <as>/window = the mean entropy of
//   the window at each trigger, 0 elsewhere; <as>/percentile = what the threshold would be by this rollout alone. paper: a trigger is a
//   word that was said, and its window begins with it; code: a word that was the most likely one there, said or not (one more pass), and
//   its window begins behind it.
// Shapes: count, cost and percentile [R], window [R × T]. Units: nats; counts. Entropies are those of the sampler, over the whole vocabulary.
// Source: ARES (shawn0728/ARES), verl/workers/rollout/vllm_rollout_spmd.py; the paper's window (arXiv 2510.08457) as a review quotes it.
import type { Probe } from '../../blocks/seams.ts';
import type { Sampled } from '../../blocks/step.ts';
import { choice, integer, number, optionalNumber, text } from '../../config/knob.ts';
import { likeliestTokens } from '../likeliestTokens.ts';
import { countTriggers, hasWindow, percentile, triggerWord, windowMeans } from '../triggers.ts';
import type { Windows } from '../triggers.ts';

const knobs = {
  words: text('wait but however if because maybe perhaps alternatively therefore', {
    unit: '',
    doc: 'Words at which a thought turns, with blanks between them; upper and lower case count as one.',
    source: 'ARES, data/crucial_token_final_version.json: 174 words, these among them',
  }),
  window: integer(4, {
    min: 1,
    max: 64,
    unit: 'tokens',
    doc: 'How many tokens the uncertainty is averaged over.',
    source: 'ARES, experiments/AEPO/config.yaml: window_size 4',
  }),
  threshold: optionalNumber(null, {
    min: 0,
    max: 20,
    unit: 'nats',
    doc: 'Mean entropy from which a trigger counts; null = that of the step itself.',
    source: 'ARES, ray_trainer.py: a moving average of the batches before',
  }),
  percentile: number(0.95, {
    min: 0,
    max: 1,
    unit: 'share',
    doc: 'Which of a rollout’s window means is its threshold; the step’s is the median over its rollouts.',
    source: 'ARES, vllm_rollout_spmd.py: 95',
  }),
  triggers_follows: choice('code', ['paper', 'code'], {
    unit: '',
    doc: 'paper: the word was said, and its window begins with it; code: the word was the most likely one, and its window begins behind it.',
    source: 'ARES (arXiv 2510.08457); vllm_rollout_spmd.py',
  }),
};

type Settings = Parameters<Probe<typeof knobs>['probe']>[1];

const windowsOf = ({ window, triggers_follows: follows }: Settings): Windows => ({
  window,
  first: follows === 'code' ? 1 : 0,
});

/** [R × T] the tokens that are compared with the words. */
async function heardTokens(step: Sampled, { triggers_follows: follows }: Settings): Promise<Int32Array> {
  const { policy, compute, vectors, rollouts } = step;
  if (follows === 'paper') return rollouts.tokens;
  const prefix = await step.prefix('drawn', 'policy');
  return likeliestTokens({ policy, compute, theta: vectors.get('policy')! }, prefix, rollouts.rows);
}

/** [R] where the triggers of each rollout stand. */
async function triggersOf(step: Sampled, own: Settings): Promise<number[][]> {
  const { tokenizer } = step.policy;
  const { lengths, maxTokens } = step.rollouts;
  const words = new Set(own.words.split(/\s+/).filter(Boolean).map(triggerWord));
  const heard = await heardTokens(step, own);
  const known = new Map<number, boolean>();
  const isTrigger = (id: number) => {
    if (!known.has(id)) known.set(id, words.has(triggerWord(tokenizer.decode([id]))));
    return known.get(id)!;
  };
  return Array.from(lengths, (length, r) =>
    Array.from({ length }, (_, t) => t).filter((t) => isTrigger(heard[r * maxTokens + t]!)),
  );
}

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

export const block: Probe<typeof knobs> = {
  name: 'triggers',
  doc: 'Counts the words of each answer after which the model is uncertain how to go on.',
  formula: 'n = number of trigger words whose window has a mean entropy ≥ the threshold',
  source: 'ARES (arXiv 2510.08457); shawn0728/ARES, vllm_rollout_spmd.py',
  knobs,
  metrics: [
    { name: '{as}/count/mean', unit: 'words', doc: 'Triggers of an answer after which it was uncertain, on average.' },
    { name: '{as}/threshold', unit: 'nats', doc: 'Mean entropy from which a trigger counted in this step.' },
    { name: '{as}/percentile', unit: 'nats', doc: 'What the threshold would be by this step alone.' },
  ],
  gives: ({ as }) => ['count', 'cost', 'percentile', 'window'].map((name) => `${as}/${name}`),
  derive(signal) {
    if (!/^triggers\/(count|cost|percentile|window)$/.test(signal)) return null;
    const { words, window, threshold, percentile: share, triggers_follows: follows } = knobs;
    const numbers = { window: window.default, threshold: threshold.default, percentile: share.default };
    return { as: 'triggers', words: words.default, ...numbers, triggers_follows: follows.default };
  },
  problem: ({ as, words }) =>
    words.trim() === '' ? `${as} has no words to count; list some in ${as}.words, with blanks between them.` : null,
  async probe(step, own) {
    const { entropies, lengths, maxTokens } = step.rollouts;
    const windows = windowsOf(own);
    const means = await windowMeans(step.compute, { entropies, lengths, maxTokens }, windows);
    const triggers = await triggersOf(step, own);
    const meansOf = (r: number) => means.subarray(r * maxTokens, r * maxTokens + lengths[r]!);
    const samples = Float32Array.from(lengths, (_, r) => percentile(meansOf(r), own.percentile));
    const threshold = own.threshold ?? percentile(samples, 0.5);
    const counted = triggers.map((places, r) => countTriggers(meansOf(r), places, windows, threshold));
    const window = new Float32Array(means.length);
    triggers.forEach((places, r) => {
      for (const t of places.filter((at) => hasWindow(at, lengths[r]!, windows)))
        window[r * maxTokens + t] = means[r * maxTokens + t]!;
    });
    return new Map([
      [`${own.as}/count`, { shape: 'rollout', values: Float32Array.from(counted, ({ valid }) => valid) }],
      [`${own.as}/cost`, { shape: 'rollout', values: Float32Array.from(counted, ({ cost }) => cost) }],
      [`${own.as}/percentile`, { shape: 'rollout', values: samples }],
      [`${own.as}/window`, { shape: 'token', values: window }],
    ] as const);
  },
  count(_step, found, { as, threshold }) {
    const ofStep = percentile(found.get(`${as}/percentile`)!.values, 0.5);
    return {
      [`${as}/count/mean`]: mean(found.get(`${as}/count`)!.values),
      [`${as}/threshold`]: threshold ?? ofStep,
      [`${as}/percentile`]: ofStep,
    };
  },
};
