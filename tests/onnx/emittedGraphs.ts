// What: every graph that decoderGraphs emits for a tiny decoder, with sample inputs; for checks on both providers.
import { decoderGraphs } from '../../src/onnx/decoderGraphs.ts';
import type { OnnxGraph, ValueInfo } from '../../src/onnx/graph.ts';
import { writeModel } from '../../src/onnx/writeModel.ts';
import { ALL_TARGETS, fixtureDecoder, TINY, type DecoderForm } from './decoderGraphsFixture.ts';
import { Lcg, sizeOf, type Value, type Values } from './lowerHarness.ts';

export interface EmittedGraph {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly inputs: Values;
  readonly outputNames: readonly string[];
}

export const EMITTED = [
  'prefix',
  'rows',
  'decode',
  'decodeLogits',
  'full',
  'scoreHead',
  'headVjp',
  'rowsVjp',
  'prefixVjp',
  'fullVjp',
] as const;
export type EmittedName = (typeof EMITTED)[number];

const DIMS: Readonly<Record<string, number>> = {
  prompts: 2,
  generations: 3,
  rows: 6,
  tokens: 4,
  prefix_slots: 5,
  cache_slots: 3,
  ids: 3,
};

export function emittedGraphs(form: DecoderForm, names: readonly EmittedName[] = EMITTED): EmittedGraph[] {
  const graphs = decoderGraphs(fixtureDecoder(TINY, form), { targets: [...ALL_TARGETS, 'lm_head'], rank: 4, alpha: 8 });
  return names.map((name) => {
    const graph: OnnxGraph = graphs[name]();
    const random = new Lcg(13);
    const inputs = Object.fromEntries(graph.inputs.map((input) => [input.name, sample(input, random)]));
    return { name, bytes: writeModel(graph), inputs, outputNames: graph.outputs.map((output) => output.name) };
  });
}

function sample(input: ValueInfo, random: Lcg): Value {
  const dims = input.shape.map((dim) => (typeof dim === 'number' ? dim : DIMS[dim]!));
  const count = sizeOf(dims);
  if (input.name === 'temperature') return { data: Float32Array.of(0.8), dims };
  if (input.dataType === 'float32') return { data: random.floats(count, 0.5), dims };
  // positions, lengths and ids: 0, 1, 2, … within every bound, ids repeating inside a row
  const bound = input.name === 'ids' ? 2 : DIMS['cache_slots']!;
  return { data: Int32Array.from({ length: count }, (_, i) => i % (bound + 1)), dims };
}
