// What: a gold chain for each place: the policy is told the answer and thinks towards it several times; of the thoughts that have the form
//   the one stays that makes the answer most probable to a reader who was not told.
// Formula: z_k ~ π(· | question and answer), k = 1 … chains; z* = the z_k with the largest mean log π(answer | question, z_k). A thought has
//   the form where it is not empty and an answer follows it.
// Random numbers: those of the sampler (Philox), under the seed + 2⁵¹.
// Source: P2S (arXiv 2601.20649), section 3.1, by summaries of the paper.
import type { Sampled } from '../blocks/step.ts';
import { generate } from './generate.ts';
import { goldText, PLACE } from './goldText.ts';
import { scoreTexts } from './scoreTexts.ts';
import { tagText } from './tagText.ts';

export interface ChainSettings {
  readonly as: string;
  readonly chains: number;
  /** What the policy is asked, with {question} and {gold} in it. */
  readonly hint: string;
  /** What follows the thinking, with {gold} in it. */
  readonly cue: string;
}

/** Apart from the seeds of dynamic sampling, which draw under seed + n·2³². */
const CHAINS = 2 ** 51;

const hinted = (hint: string, question: string, gold: string) =>
  hint.replace(/\{(question|gold)\}/g, (_all, name: string) => (name === 'question' ? question : gold));

/** [P][chains] what was thought; null where it has not the form. */
async function thoughtsOf(step: Sampled, golds: readonly string[], { chains, hint }: ChainSettings) {
  const { policy, compute, vectors, config, drawn, rollouts } = step;
  const theta = vectors.get('policy')!;
  const { prompts } = await step.prefix('drawn', 'policy');
  const told = prompts.map(({ imageFeatures }, p) => ({
    ids: policy.tokenizer.encodePrompt(hinted(hint, drawn[p]!.text, golds[p]!), imageFeatures.length),
    imageFeatures,
  }));
  const prefix = await policy.prefill(theta, told);
  try {
    const { temperature, top_k: topK, top_p: topP } = config.sampling;
    const { texts } = await generate(policy, compute, theta, prefix, {
      ...{ generations: chains, maxTokens: rollouts.maxTokens, temperature, topK, topP },
      ...{ seed: config.data.seed + CHAINS, step: step.step },
    });
    const thoughts = texts.map((text) => (tagText(text, 'answer') !== null && tagText(text, 'think')) || null);
    return golds.map((_, p) => thoughts.slice(p * chains, (p + 1) * chains));
  } finally {
    prefix.dispose();
  }
}

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** [P] tokens of the thought that stays, without its tags; empty where none has the form. `golds` [P]. */
export async function goldChains(
  step: Sampled,
  golds: readonly string[],
  settings: ChainSettings,
): Promise<Int32Array[]> {
  const { tokenizer } = step.policy;
  const thoughts = await thoughtsOf(step, golds, settings);
  const candidates = thoughts.flatMap((own, place) =>
    [...new Set(own)].flatMap((thought) => (thought === null ? [] : [{ place, thought }])),
  );
  const texts = candidates.map(({ place, thought }) => {
    const before = `<think>${thought.split(PLACE).join('')}`;
    const { ids, first } = goldText(tokenizer, `${before}${settings.cue}`, golds[place]!);
    return { place, ids: [...ids], from: first };
  });
  const scores = (await scoreTexts(step, texts, settings.as)).map(mean);
  return golds.map((_, place) => {
    const own = candidates.flatMap((candidate, k) => (candidate.place === place ? [{ ...candidate, k }] : []));
    const best = own.reduce<(typeof own)[number] | null>(
      (most, candidate) => (most === null || scores[candidate.k]! > scores[most.k]! ? candidate : most),
      null,
    );
    return best === null ? new Int32Array() : tokenizer.encode(best.thought);
  });
}
