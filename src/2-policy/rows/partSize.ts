// What: how many tokens a part of a pass over rows may have, so that what the backward pass keeps of them stays within bounds.
// Formula: bytes of a token = 4 · Σ (in + out) over the linear layers of the stack: what each reads and writes is kept, and the rest (norms,
//   attention, cotangents) grows with it. Tokens = budget / bytes of a token.
// Measured (30 layers of 576, inner 1536, WASM): 1536 tokens took 1.8 GB, 1.17 MB a token; the formula says 1.22 MB.
import type { OnnxGraph } from '../../onnx/graph.ts';
import { findLinearLayers } from '../../onnx/insertLoraLayers.ts';
import { PART_TOKENS } from './rowParts.ts';

/** The sessions, the heads and the rest of a default step of such a model leave this much of a browser's 4 GiB without crowding it. */
const PART_BYTES = 512 * 2 ** 20;

export function tokenBytes(decoder: OnnxGraph): number {
  const stack = findLinearLayers(decoder).filter(({ layer }) => layer >= 0);
  return 4 * stack.reduce((sum, { inFeatures, outFeatures }) => sum + inFeatures + outFeatures, 0);
}

/** At most that of small models. */
export const partTokensOf = (bytesPerToken: number, bytes = PART_BYTES): number =>
  Math.max(1, Math.min(PART_TOKENS, Math.floor(bytes / Math.max(1, bytesPerToken))));

export const partTokensFor = (decoder: OnnxGraph, bytes = PART_BYTES): number =>
  partTokensOf(tokenBytes(decoder), bytes);
