// What: how large the heap of WebAssembly grows in a training step, at most: every answer as long as it may be.
// Formula: sessions: a small decoder lies there as float32 in each of its four sessions, a large one as in its file, and its head as float32 in two
//   of them. A part of the backward pass keeps 4 bytes of every feature of every token; logits, keys and values, θ and its gradient come on top.
// Measured against it: npm run bench -- --estimate.
import type { Config } from '../../config/config.ts';
import { DEQUANTIZED_BYTES } from '../../2-policy/dequantize.ts';
import { partTokensOf } from '../../2-policy/rows/partSize.ts';
import { LOGITS_BYTES } from '../../2-policy/rows/rowFeeds.ts';
import type { ModelSizes } from './modelSizes.ts';
import type { StepWork } from './stepWork.ts';

/** WebAssembly addresses 32 bits. */
export const HEAP_LIMIT = 4 * 2 ** 30;
/** The runtime with its code and arenas before any model. */
const RUNTIME = 48 * 2 ** 20;
const SESSIONS = 4;
/** Sessions that hold the head as float32: its products and their backward pass. */
const HEADS = 2;
/** Copies that a run makes of what it is fed and of what it hands back. */
const COPIES = 3;

export interface FileBytes {
  readonly decoder: number;
  readonly embed: number;
  readonly vision: number;
}

/** Bytes. */
export function stepMemory(sizes: ModelSizes, work: StepWork, files: FileBytes, config: Config): number {
  const { stackWeights, stackFeatures, hidden, vocabulary, keyValues } = sizes;
  const head = 4 * hidden * vocabulary;
  const isSmall = 4 * stackWeights <= DEQUANTIZED_BYTES;
  const sessions = isSmall ? SESSIONS * (4 * stackWeights + head) : SESSIONS * files.decoder + HEADS * head;
  const tokens = Math.min(partTokensOf(4 * stackFeatures), work.answerTokens);
  const kept = 4 * stackFeatures * tokens + Math.min(LOGITS_BYTES, 4 * vocabulary * tokens);
  const cache = 4 * keyValues * (work.answerTokens + work.promptTokens);
  const theta = 4 * config.adapter.lora_r * stackFeatures;
  return RUNTIME + sessions + files.embed + files.vision + kept + COPIES * (cache + theta);
}
