// What: the policy as the later stages see it: frozen quantised network + θ. No stage sees a session or a tensor of ORT.
// Shapes: P prompts, G generations, R = P·G rows, S prefix slots, T row tokens, C cache slots, K ids per position,
// D hidden size, V vocabulary, n parameters in θ.
import type { DeviceArray, HostArray } from '../gpu/compute.ts';
import type { PixelTensor } from '../1-image/types.ts';
import type { ThetaSegment } from '../onnx/insertLora.ts';

export type ExecutionProvider = 'webgpu' | 'wasm';

export interface PolicyInfo {
  readonly name: string;
  readonly provider: ExecutionProvider;
  readonly vocabSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  /** Side of the square model input in pixels, and tokens that one image becomes; 0 tokens = the model reads words only. */
  readonly imageSize: number;
  readonly imageMean: readonly number[];
  readonly imageStd: readonly number[];
  readonly imageTokens: number;
  readonly maxPositions: number;
  readonly layout: readonly ThetaSegment[];
  /** Number of floats in θ. */
  readonly thetaLength: number;
  /** Bytes of the files that were loaded. */
  readonly bytes: number;
  /** The numbers that the bundle says it gives, unchecked; absent where it says none. */
  readonly canary?: unknown;
}

export interface PolicyTokenizer {
  /** Chat template with `numImages` pictures in front of the question, ready to be completed. */
  encodePrompt(question: string, numImages: number): Int32Array;
  encode(text: string): Int32Array;
  decode(ids: ArrayLike<number>): string;
  /** One picture as it appears in a prompt, with `imageTokenId` where its features go. */
  readonly pictureIds: Int32Array;
  /** −1 where the model reads words only. */
  readonly imageTokenId: number;
  /** Tokens that steer the model instead of being read, with their texts. */
  readonly controlTokens: ReadonlyMap<number, string>;
  readonly stopIds: readonly number[];
  readonly padId: number;
  /** Bytes of every token: token v owns bytes[offsets[v] … offsets[v+1]); special tokens are empty. */
  readonly tokenBytes: { readonly offsets: Uint32Array; readonly bytes: Uint8Array };
}

/** A prompt ready for the network: token ids (image placeholders in place) and the features of its pictures. */
export interface PreparedPrompt {
  readonly ids: Int32Array;
  /** One array [imageTokens × D] per picture, in order. */
  readonly imageFeatures: readonly Float32Array[];
}

/** KV of P prompts, each without its last token (DESIGN §2, shared prefix). Freed by dispose(). */
export interface Prefix {
  readonly prompts: readonly PreparedPrompt[];
  /** [P] number of valid slots of each prompt. */
  readonly lengths: Int32Array;
  /** [P] the token with which every row of the prompt starts. */
  readonly lastTokens: Int32Array;
  dispose(): void;
}

/** Rows that are being generated: a completion cache of fixed capacity over a shared prefix. */
export interface Rows {
  readonly prefix: Prefix;
  readonly generations: number;
  readonly capacity: number;
  /** [R] valid cache slots. */
  readonly lengths: Int32Array;
  dispose(): void;
}

/** [R × V], on the device (WebGPU provider) or on the host (WASM); freed with freeArray(). */
export type Logits = DeviceArray | HostArray;

/** What was returned to a row in the middle of a completion (a crop, a tool result). It is not part of the completion and has no target. */
export interface Observation {
  readonly row: number;
  /** Tokens of the completion that come before it, 1 … length − 1. */
  readonly after: number;
  /** [n], placeholders where the features go; the last one is an ordinary token. */
  readonly ids: Int32Array;
  /** [n × D] */
  readonly embeds: Float32Array;
}

/** Teacher-forced rows: what score and gradient run on. Row r belongs to prompt floor(r / generations). */
export interface RowBatch {
  readonly generations: number;
  /** T, the padded length. */
  readonly maxTokens: number;
  /** [R × T] input tokens: the prompt's last token, then the completion without its last token; padded. */
  readonly inputTokens: Int32Array;
  /** [R] number of positions that carry a target. */
  readonly lengths: Int32Array;
  /** [R × T × K] ids whose log-prob is asked for; K = 1: the sampled token. */
  readonly ids: Int32Array;
  readonly idsPerToken: number;
  /** In the order in which each row got them. */
  readonly observations?: readonly Observation[];
}

/** [R × T × K] log-probs (temperature applied, full vocabulary) and [R × T] entropies in nats; 0 on padding. */
export interface RowScores {
  readonly logProbs: Float32Array;
  readonly entropies: Float32Array;
}

export interface Policy {
  readonly info: PolicyInfo;
  readonly tokenizer: PolicyTokenizer;
  /** Runs the vision encoder once per distinct (picture, view); [imageTokens × D]. */
  encodeImage(pixels: PixelTensor): Promise<Float32Array>;
  prefill(theta: Float32Array, prompts: readonly PreparedPrompt[]): Promise<Prefix>;
  startRows(prefix: Prefix, generations: number, capacity: number): Rows;
  /** Feeds one token to each row; returns logits [R × V] where the provider has them, and advances the cache. */
  decode(theta: Float32Array, rows: Rows, tokens: Int32Array): Promise<Logits>;
  /** Appends embeddings [R × t × D] (crops, tool results) to rows with a past; `lengths` [R] valid ones of the t. */
  extend(theta: Float32Array, rows: Rows, embeds: Float32Array, lengths: Int32Array): Promise<void>;
  embed(tokens: Int32Array): Promise<Float32Array>;
  score(theta: Float32Array, prefix: Prefix, batch: RowBatch, temperature: number): Promise<RowScores>;
  /**
   * dL/dθ of L = Σ coef·log p(ids) + Σ coefEntropy·H over the batch, through rows and prefix (DESIGN §2).
   * coef [R × T × K], coefEntropy [R × T]; also returns its own scores.
   */
  gradient(
    theta: Float32Array,
    prefix: Prefix,
    batch: RowBatch,
    coefficients: { readonly coef: Float32Array; readonly coefEntropy: Float32Array },
    temperature: number,
    onProgress?: (donePasses: number, totalPasses: number) => void,
  ): Promise<RowScores & { readonly gradient: Float32Array }>;
  dispose(): Promise<void>;
}
