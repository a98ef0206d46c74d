// What: what every lowering of a decoder sees: the source graph, the emitter, and the choices of `lower`.
// Shapes: P prompts, G rows per prompt, R = P·G rows, T tokens of this call, S prefix slots, C cache slots,
//   H query heads, KV key/value heads, rep = H/KV, hd head size.
import type { OnnxGraph, OnnxNode } from '../graph.ts';
import type { LowerEmitter } from '../lowerEmitter.ts';

export interface LowerOptions {
  /** The rows read a prefix KV that each prompt owns once. */
  readonly prefix: boolean;
  /** The rows read a KV cache of their own. */
  readonly cache: boolean;
}

export interface KeyValueShape {
  readonly layer: number;
  readonly kvHeads: number;
  readonly headSize: number;
}

export interface LowerContext {
  readonly graph: OnnxGraph;
  readonly producers: ReadonlyMap<string, OnnxNode>;
  readonly emit: LowerEmitter;
  readonly options: LowerOptions;
  /** Filled by the attention lowering, one entry per layer. */
  readonly layers: KeyValueShape[];
}

/** Names of the inputs and outputs that `lower` adds. */
export const POSITIONS = 'positions';
export const PREFIX_LENGTHS = 'prefix_lengths';
export const CACHE_LENGTHS = 'cache_lengths';
export const keyValueName = (kind: 'prefix' | 'cache' | 'present', layer: number, part: 'key' | 'value'): string =>
  `${kind}.${layer}.${part}`;
