// What: how large the heap of WebAssembly grows in a training step, at most: every answer as long as it may be.
// Formula: sessions: a small decoder lies there as float32 in each of its four sessions, a large one as in its file, but for the decoding of a
//   language model that fits as float32, and its head as float32 in two of them. A part of the backward pass keeps 4 bytes of every feature of every token; logits, keys and values, θ and its gradient come on top.
// Measured against it (npm run bench -- --estimate): 1.05 of what Pocket takes, 1.2 of shapes; 0.9 of SmolLM2-135M.
import type { Config } from '../../config/config.ts';
import { DECODE_BYTES, DEQUANTIZED_BYTES } from '../../2-policy/dequantize.ts';
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
/** Cotangents lie beside what the forward pass keeps, but not all at once. */
const BACKWARD = 1.5;
/** Emscripten lets a heap grow by a fifth more than is asked for, by at most 96 MB. */
const GROWTH = 0.2;
const MOST_GROWTH = 96 * 2 ** 20;

export interface FileBytes {
  readonly decoder: number;
  readonly embed: number;
  readonly vision: number;
}

export type DecodingWeights = 'as in the file' | 'float32';

/** What the decoding runs on (2-policy/policySessions.ts). */
export function decodingWeights({ stackWeights, hidden, vocabulary, imageTokens }: ModelSizes): DecodingWeights {
  const bytes = 4 * (stackWeights + hidden * vocabulary);
  return bytes <= (imageTokens > 0 ? DEQUANTIZED_BYTES : DECODE_BYTES) ? 'float32' : 'as in the file';
}

/** Bytes of the decoder's weights in all sessions. */
function sessionBytes(sizes: ModelSizes, decoder: number): number {
  const head = 4 * sizes.hidden * sizes.vocabulary;
  const whole = 4 * sizes.stackWeights + head;
  if (whole <= DEQUANTIZED_BYTES) return SESSIONS * whole;
  const packed = SESSIONS * decoder + HEADS * head;
  return decodingWeights(sizes) === 'float32' ? packed - decoder + whole : packed;
}

/** Bytes. */
export function stepMemory(sizes: ModelSizes, work: StepWork, files: FileBytes, config: Config): number {
  const { stackFeatures, vocabulary, keyValues } = sizes;
  const tokens = Math.min(partTokensOf(4 * stackFeatures), work.answerTokens);
  const kept = BACKWARD * (4 * stackFeatures * tokens + Math.min(LOGITS_BYTES, 4 * vocabulary * tokens));
  const cache = 4 * keyValues * (work.answerTokens + work.promptTokens);
  const theta = 4 * config.adapter.lora_r * stackFeatures;
  const needed =
    RUNTIME + sessionBytes(sizes, files.decoder) + files.embed + files.vision + kept + COPIES * (cache + theta);
  return needed + Math.min(GROWTH * needed, MOST_GROWTH);
}
