// What: G sampled completions of each prompt, with the numbers of every token, and what comes back to them in between.
// Shapes: R = P·G rollouts (r = p·G + g), T = max_completion_length.
import type { Box } from '../1-image/types.ts';
import type { Observation, RowBatch } from '../2-policy/types.ts';

/** What came back to a rollout; the region of the picture that it shows, in fractions, where it is one. */
export interface Look extends Observation {
  readonly box?: Box;
}

/** A tag that a rollout has closed. */
export interface ActionRow {
  readonly row: number;
  readonly prompt: number;
  /** What stands between the tags. */
  readonly text: string;
  /** Tokens of the completion in front of what comes back. */
  readonly after: number;
}

/** An action of the recipe with its knobs, ready to be asked. */
export interface OpenAction {
  readonly tag: string;
  /** Most positions that what comes back takes. */
  readonly slots: number;
  /** null = nothing comes back. */
  answer(asked: ActionRow): Promise<Look | null>;
}

export interface Rollouts {
  readonly promptCount: number;
  /** G, num_generations. */
  readonly generations: number;
  readonly maxTokens: number;
  /** [R × T] sampled tokens, padded with padId after the stop token. */
  readonly tokens: Int32Array;
  /** [R] tokens of the completion, the stop token included. */
  readonly lengths: Int32Array;
  /** [R] 1 where no stop token came within max_completion_length. */
  readonly truncated: Uint8Array;
  /** [R × T] log-prob of the sampled token under π_old: full vocabulary, temperature applied; 0 on padding. */
  readonly oldLogProbs: Float32Array;
  /** [R × T] entropy in nats; 0 on padding. */
  readonly entropies: Float32Array;
  /** The same rollouts as teacher-forced rows. */
  readonly rows: RowBatch;
  /** Absent where a rollout has one turn. */
  readonly turns?: {
    /** What came back (crops), in the order in which each rollout got it. */
    readonly looks: readonly Look[];
    /** How often something was asked for, and how often nothing came back (no such region, or one too many). */
    readonly calls: number;
    readonly failures: number;
    /** [R] calls of each rollout. */
    readonly callsOf: Int32Array;
  };
  readonly texts: readonly string[];
}
