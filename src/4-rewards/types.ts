// What: completions in the form that reward shaders read, and the table of reward columns that they write.
// Shapes: P prompts, G generations, R = P·G rollouts (rollout r = p·G + g), T tokens.
import type { Box } from '../1-image/types.ts';
import type { DeviceArray } from '../gpu/compute.ts';
import type { Grammar } from './grammar.ts';

/** A fact about a picture; `kind` and `weight` are for rewards that tell facts apart. */
export interface Fact {
  readonly text: string;
  readonly kind?: string;
  readonly weight?: number;
}

/** What is true about a prompt's pictures; every field may be absent. Rewards name the fields that they read. */
export interface Truth {
  readonly answer?: string;
  /** Further texts that count as right. */
  readonly acceptedAnswers?: readonly string[];
  readonly boxes?: readonly Box[];
  /** What each box shows. */
  readonly labels?: readonly string[];
  readonly facts?: readonly (string | Fact)[];
  readonly points?: readonly (readonly [number, number])[];
  readonly order?: readonly number[];
  /** Reference captions. */
  readonly captions?: readonly string[];
  readonly triples?: readonly (readonly [subject: string, predicate: string, object: string])[];
  readonly referenceSteps?: readonly string[];
  readonly expertText?: string;
  readonly program?: string;
  readonly options?: readonly string[];
  /** Which option is right, counted from 0. */
  readonly answerOption?: number;
  /** A score, say the mean opinion of people. */
  readonly quality?: number;
  /** What can be asked for: the answer to a question about each slot. */
  readonly hiddenSlots?: Readonly<Record<string, string>>;
  /** What the prompt asks, for rewards that compare a text with it; the step fills it in. */
  readonly question?: string;
}

/** What prompts bring: everything but the question, which the step adds. */
export type PromptField = Exclude<keyof Truth, 'question'>;

/** A completion as bytes, spans and numbers; layouts in shaders/4-rewards/prelude.wgsl. */
export interface ParsedCompletions {
  /** [R × bytesPerRollout/4] u32, four bytes per word, little endian. */
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
  /** What is written for the far edges of the picture; absent where no text was read. */
  readonly coordinateSize?: readonly [width: number, height: number];
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

/** What one use of a reward gives to every rollout. */
export interface RewardColumn {
  /** The name of the use (`as`), which is the reward's own where none is given. */
  readonly name: string;
  readonly range: readonly [number, number];
  /** 1 where absent. */
  readonly weight?: number;
  /** [R] 0 where it is not scorable. */
  readonly values: Float32Array;
  /** [R] 0 = the reward cannot score this rollout (TRL: None); absent = it scored them all. */
  readonly scorable?: Uint8Array;
}

export interface RewardTable {
  readonly columns: readonly RewardColumn[];
  /** Those of the columns. */
  readonly weights: readonly number[];
  /** [R] Σ weight·column over the columns that scored the rollout (TRL: nansum), 0 where none did. */
  readonly reward: Float32Array;
  /** [R] 0 = no reward scored this rollout (TRL warns of it); absent = at least one scored each. */
  readonly scorable?: Uint8Array;
}
