// What: G sampled completions of each prompt, with the numbers of every token.
// Shapes: R = P·G rollouts (r = p·G + g), T = max_completion_length.
import type { RowBatch } from '../2-policy/types.ts';
import type { Look } from './turns.ts';

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
    /** Crops that came back, in the order in which each rollout got them. */
    readonly looks: readonly Look[];
    /** Regions that were asked for, and those of them that were not shown (no such region, or one too many). */
    readonly calls: number;
    readonly failures: number;
    /** [R] calls of each rollout. */
    readonly callsOf: Int32Array;
  };
  readonly texts: readonly string[];
}
