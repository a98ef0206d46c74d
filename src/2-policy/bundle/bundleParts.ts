// What: under which names the networks of a bundle may lie, the most wanted first. Decoders: q4 first (4-bit stays 4-bit in memory), then float32.
// Source: suffixes of transformers.js (utils/dtypes.js).
import { TEXT_NETWORKS } from './textForms.ts';

const SUFFIXES = {
  decoder: { wasm: ['_q4', '', '_fp16'], webgpu: ['_q4', '', '_fp16'] },
  embed: { wasm: ['_fp16', '', '_int8', '_quantized', '_q4'], webgpu: ['_fp16', '', '_int8', '_quantized', '_q4'] },
  vision: { wasm: ['_q4', '_int8', '_quantized', '', '_fp16'], webgpu: ['_q4', '', '_fp16'] },
} as const;
const STEMS = { decoder: 'decoder_model_merged', embed: 'embed_tokens', vision: 'vision_encoder' } as const;
export type NetworkPart = keyof typeof STEMS | 'text';

/** `paths`: all files of the bundle, where they are known. */
export function networkPaths(
  part: NetworkPart,
  provider: 'webgpu' | 'wasm',
  paths: readonly string[] | null,
): readonly string[] {
  if (part === 'text') {
    const networks = paths?.filter((path) => path.endsWith('.onnx')) ?? [];
    return networks.length === 1 ? networks : TEXT_NETWORKS;
  }
  const names = SUFFIXES[part][provider].map((suffix) => `onnx/${STEMS[part]}${suffix}.onnx`);
  // Files that were chosen one by one have lost their folder.
  return paths ? [...names, ...names.map((path) => path.slice('onnx/'.length))] : names;
}
