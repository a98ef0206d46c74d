// What: completions in the form that reward shaders read, and the table of reward columns that they write.
// Shapes: P prompts, G generations, R = P·G rollouts (rollout r = p·G + g), T tokens.
import type { Box } from '../1-image/types.ts';
import type { DeviceArray } from '../gpu/compute.ts';
import type { Grammar } from './grammar.ts';

/** What is true about a prompt's pictures; every field may be absent. */
export interface Truth {
  readonly answer?: string;
  readonly boxes?: readonly Box[];
  readonly facts?: readonly string[];
  readonly points?: readonly (readonly [number, number])[];
  readonly order?: readonly number[];
  readonly expertText?: string;
}

/** A completion as bytes, spans and numbers; layouts in shaders/4-rewards/prelude.wgsl. */
export interface ParsedCompletions {
  /** [R × bytesPerRollout/4] u32, four bytes a word, little endian. */
  readonly completionBytes: DeviceArray;
  readonly bytesPerRollout: number;
  /** The form by which they were read; slot → name of the span ('' = unused). */
  readonly grammar: Grammar;
  readonly spanNames: readonly string[];
  /**
   * [R × SPAN_ROW, and the grammar] i32: SPAN_COUNT rows start, end (bytes, end exclusive; −1 = missing), opening tags,
   * well-formed flag; then the closed spans in order.
   */
  readonly spans: DeviceArray;
  /** [R × NUMBERS_PER_ROLLOUT] f32: counts, answer number, boxes and points as fractions of the picture. */
  readonly numbers: DeviceArray;
  /** [R × T] i32: bit s = the token lies in the span of slot s. */
  readonly tokenSpans: DeviceArray;
  /** [R × (T + 1)] i32: first byte of each token, and the end. */
  readonly tokenStarts: DeviceArray;
  readonly rollouts: number;
  readonly maxTokens: number;
  /** [R × T] and [R], as they were sampled. */
  readonly tokens: Int32Array;
  readonly lengths: Int32Array;
  /** Frees the arrays on the device. */
  destroy(): void;
}

/** One reward function's result. `null` in JSON = not scorable; in the column it is NaN-free: see `scorable`. */
export interface RewardColumn {
  readonly name: string;
  readonly range: readonly [number, number];
  /** [R] */
  readonly values: Float32Array;
}

export interface RewardTable {
  readonly columns: readonly RewardColumn[];
  readonly weights: readonly number[];
  /** [R] Σ weight·column (sum_then_normalize). */
  readonly reward: Float32Array;
}
