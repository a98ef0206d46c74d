// What: the names of the inputs and outputs of the engine's graphs, in one place.
// Shapes: see decoderGraphs.ts.
export { THETA } from './insertLora.ts';
export { CACHE_LENGTHS, keyValueName, POSITIONS, PREFIX_LENGTHS } from './lowerings/context.ts';

export const INPUTS_EMBEDS = 'inputs_embeds';
export const HIDDEN = 'hidden';
export const LOGITS = 'logits';
export const IDS = 'ids';
export const TEMPERATURE = 'temperature';
export const COEF = 'coef';
export const COEF_ENTROPY = 'coefEntropy';
export const LOGP = 'logp';
export const ENTROPY = 'entropy';
export const TOP_IDS = 'top_ids';
export const TOP_LOGP = 'top_logp';
export const GRAD_THETA = 'grad/theta';
export const GRAD_HIDDEN = 'grad/hidden';
/** The output of headVjp, and the input `grad/hidden` of rowsVjp, are the same numbers. */
export const D_HIDDEN = 'dHidden';
export const gradOf = (name: string): string => `grad/${name}`;

/**
 * Session options with which every node of these graphs stays on WebGPU. Without them ORT's transpose optimizer turns
 * Shape(Transpose(x)) into an int64 Gather: right and cheap, but on the CPU, which a session without fallback refuses.
 */
export const WEBGPU_SESSION = {
  preferredLayout: 'NCHW',
  extra: { optimization: { disable_specified_optimizers: 'TransposeOptimizer' } },
} as const;
