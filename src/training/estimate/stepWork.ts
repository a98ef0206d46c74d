// What: how much a training step has to compute, at most: every answer as long as it may be.
// Formula: a product of a token with n weights takes 2·n operations. Prompts: 2·n·S; decoding and, with a KL term, the reference pass:
//   2·(n + D·V) per token of an answer; gradient: forward, and backward through activations alone (the weights are frozen), 4·(n + D·V) per
//   token of an answer and 4·n per token of a prompt; LoRA adds 2·r·features forward and twice that backward.
// Source: Kaplan et al. 2020 (arXiv 2001.08361), 2·N per token forward; ours: no gradient of the frozen weights.
import type { Config } from '../../config/config.ts';
import type { ModelSizes } from './modelSizes.ts';

/** Operations (one addition or multiplication each). */
export interface StepWork {
  /** In runs over few rows: one token of every answer at a time. */
  readonly few: number;
  /** In runs over many rows. */
  readonly many: number;
  /** Rows of a decoding run. */
  readonly rows: number;
  readonly prompts: number;
  /** Runs of the decoder: one per token of the longest answer. */
  readonly decodeRuns: number;
  /** Once per new picture, not in every step. */
  readonly picture: number;
  readonly promptTokens: number;
  readonly answerTokens: number;
}

/** Words of a question and of the conversation's form around it. */
const QUESTION_TOKENS = 40;

export function stepWork(sizes: ModelSizes, config: Config, picturesPerPrompt = 1): StepWork {
  const { stackWeights, stackFeatures, hidden, vocabulary, imageTokens, visionWeights, patches } = sizes;
  const { num_generations: generations, max_completion_length: length } = config.sampling;
  const rows = config.data.generation_batch_size;
  const prompts = Math.max(1, Math.floor(rows / generations));
  const promptTokens = prompts * (QUESTION_TOKENS + picturesPerPrompt * imageTokens);
  const answerTokens = rows * length;
  const head = hidden * vocabulary;
  const adapter = config.adapter.lora_r * stackFeatures;
  const forward = 2 * (stackWeights + adapter);
  const passes = config.auxiliaryLoss.beta > 0 ? 2 : 1;
  return {
    few: (forward + 2 * head) * answerTokens,
    many:
      passes * forward * promptTokens +
      (passes - 1) * (forward + 2 * head) * answerTokens +
      (4 * (stackWeights + head) + 6 * adapter) * answerTokens +
      (4 * stackWeights + 6 * adapter) * promptTokens,
    ...{ rows, prompts, decodeRuns: length, promptTokens, answerTokens },
    picture: 2 * visionWeights * patches,
  };
}
