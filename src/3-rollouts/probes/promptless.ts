// What: probe "promptless": the sampled tokens scored again by a policy that was not asked: without the question, without the
//   picture, or without both. An answer to anything is about as likely then; one to this question is not.
// Formula: log softmax(logits / temperature) of the sampled token behind the chat template with what is left of the prompt.
// Shapes: [R × T]. Units: nats.
// Source: SAR (arXiv 2509.05489): perplexity of the answer alone; verl/trainer/ppo/ray_trainer.py, create_ans_only_batch.
import type { PreparedPrompt, RowBatch } from '../../2-policy/types.ts';
import type { Probe } from '../../blocks/seams.ts';
import type { Sampled } from '../../blocks/step.ts';
import { choice } from '../../config/knob.ts';
import { scoredAt } from '../scorePass.ts';

const knobs = {
  without: choice('question', ['question', 'picture', 'both'], {
    unit: '',
    doc: 'What the model does not get to see.',
    source: 'SAR: the question (its models see no pictures)',
  }),
};

type Without = 'question' | 'picture' | 'both';
/** Names under which it runs by itself. */
const NAMES: Readonly<Record<string, Without>> = { noQuestion: 'question', noPicture: 'picture', noPrompt: 'both' };

function promptsLeft({ drawn, policy }: Sampled, prompts: readonly PreparedPrompt[], without: Without, as: string) {
  return prompts.map(({ imageFeatures }, p): PreparedPrompt => {
    const { text, prompt } = drawn[p]!;
    const features = without === 'question' ? imageFeatures : [];
    const ids = policy.tokenizer.encodePrompt(without === 'picture' ? text : '', features.length);
    if (ids.length > 0) return { ids, imageFeatures: features };
    const why = `${as} leaves nothing of prompt ${prompt.id}: this model has no chat template`;
    throw new Error(`${why}. Set ${as}.without to question and ask with a picture, or take ${as} out.`);
  });
}

/** A row begins with the last token of its prompt. */
function rowsBehind(lastTokens: Int32Array, rows: RowBatch): RowBatch {
  const inputTokens = rows.inputTokens.slice();
  rows.lengths.forEach((_, r) => (inputTokens[r * rows.maxTokens] = lastTokens[Math.floor(r / rows.generations)]!));
  return { ...rows, inputTokens };
}

export const block: Probe<typeof knobs> = {
  name: 'promptless',
  doc: 'Scores the sampled tokens again as if the question, the picture or both had not been there.',
  formula: 'log π(o_t | what is left of the prompt, o_<t)',
  source: 'SAR (arXiv 2509.05489); verl/trainer/ppo/ray_trainer.py, create_ans_only_batch',
  knobs,
  gives: ({ as }) => [`${as}/logProb`, `${as}/entropy`],
  derive(signal) {
    const name = /^(\w+)\/(?:logProb|entropy)$/.exec(signal)?.[1] ?? '';
    return Object.hasOwn(NAMES, name) ? { as: name, without: NAMES[name]! } : null;
  },
  async probe(step, { as, without }) {
    const { policy, vectors, rollouts, config } = step;
    const { prompts } = await step.prefix('drawn', 'policy');
    const theta = vectors.get('policy')!;
    const prefix = await policy.prefill(theta, promptsLeft(step, prompts, without, as));
    try {
      const rows = rowsBehind(prefix.lastTokens, rollouts.rows);
      const temperature = scoredAt(config.sampling.temperature);
      const { logProbs, entropies } = await policy.score(theta, prefix, rows, temperature);
      return new Map([
        [`${as}/logProb`, { shape: 'token', values: logProbs }],
        [`${as}/entropy`, { shape: 'token', values: entropies }],
      ]);
    } finally {
      prefix.dispose();
    }
  },
};
