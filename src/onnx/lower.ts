// What: rewrites a Hugging Face / onnxruntime-genai decoder into primitives that both providers run and `vjp` has rules for.
//   Contrib operators disappear (MatMulNBits stays, without accuracy_level), and so does the int64 chain of masks and
//   positions: int32 inputs take its place. Fused norms and activations are split because a few Mul and ReduceMean cost
//   little beside the products, and one set of rules then serves forward and backward alike.
// Shapes: inputs inputs_embeds [R,T,D]; positions int32 [R,T], with prefix [P,G,T] (row r = p·G + g; its shape tells the
//   graph how the rows divide among the prompts); with prefix: prefix_lengths int32 [P], prefix.{i}.key/value [P,KV,S,hd],
//   S ≥ 1; with cache: cache_lengths int32 [R], cache.{i}.key/value [R,KV,C,hd], C ≥ 1.
//   outputs: the file's (logits …) and present.{i}.key/value [R,KV,T,hd]: only the keys and values of this call, rotated.
//   A row attends to [prefix slots below its prompt's length | cache slots below its length | its own tokens up to itself].
// Source: operators of onnxruntime-genai's model builder; each file of lowerings/ names its own.
import { aboutNode, ofOperator } from './aboutNode.ts';
import { OnnxError, type Dim, type OnnxGraph, type OnnxNode, type ValueInfo } from './graph.ts';
import { LowerEmitter } from './lowerEmitter.ts';
import { producersOf, prune } from './lowerGraphEdit.ts';
import { raiseOpset } from './lowerOpset.ts';
import { lowerGroupQueryAttention, lowerMultiHeadAttention } from './lowerings/attentionNodes.ts';
import { CACHE_LENGTHS, keyValueName, POSITIONS, PREFIX_LENGTHS } from './lowerings/context.ts';
import type { LowerContext, LowerOptions } from './lowerings/context.ts';
import { lowerGelu, lowerSwish } from './lowerings/gelu.ts';
import { lowerNormalization } from './lowerings/norms.ts';
import { lowerRotaryEmbedding } from './lowerings/rotary.ts';

export type { LowerOptions } from './lowerings/context.ts';
export { CACHE_LENGTHS, keyValueName, POSITIONS, PREFIX_LENGTHS } from './lowerings/context.ts';

type Lowering = (node: OnnxNode, context: LowerContext) => void;
const norm: Lowering = (node, { emit }) => lowerNormalization(node, emit);
const gelu: Lowering = (node, { emit }) => lowerGelu(node, emit);
const swish: Lowering = (node, { emit }) => lowerSwish(node, emit);

const LOWERINGS: Readonly<Record<string, Lowering>> = {
  LayerNormalization: norm,
  SimplifiedLayerNormalization: norm,
  RMSNormalization: norm,
  SkipLayerNormalization: norm,
  SkipSimplifiedLayerNormalization: norm,
  Gelu: gelu,
  FastGelu: gelu,
  BiasGelu: gelu,
  QuickGelu: swish,
  Swish: swish,
  RotaryEmbedding: lowerRotaryEmbedding,
  GroupQueryAttention: lowerGroupQueryAttention,
  MultiHeadAttention: lowerMultiHeadAttention,
  MatMulNBits: (node, { emit }) => {
    const attributes = Object.fromEntries(
      Object.entries(node.attributes).filter(([name]) => name !== 'accuracy_level'),
    );
    emit.nodes.push({ ...node, attributes });
  },
};

/** Whether `lower` takes this operator apart. */
export const isLowered = (opType: string): boolean => opType in LOWERINGS;

const REPLACED = /^(attention_mask|position_ids|past_key_values\..*|past_.*)$/;

export function lower(graph: OnnxGraph, options: LowerOptions): OnnxGraph {
  const initializers = new Map(graph.initializers);
  const emit = new LowerEmitter(initializers);
  const { nodes, opsets } = raiseOpset(graph, emit);
  const context: LowerContext = { graph, producers: producersOf(graph.nodes), emit, options, layers: [] };
  for (const node of nodes) {
    emit.scope = node.name || node.outputs[0]!;
    const lowering = ofOperator(LOWERINGS, node.opType);
    if (lowering) aboutNode(node, () => lowering(node, context));
    else emit.nodes.push(node);
  }
  const layers = [...context.layers].sort((a, b) => a.layer - b.layer);
  const present = layers.flatMap(({ layer, kvHeads, headSize }) =>
    pair('present', layer, ['rows', kvHeads, 'tokens', headSize]),
  );
  const presentNames = new Set(present.map((info) => info.name));
  const kept = graph.outputs.filter((output) => !/^present[._]/.test(output.name) && !presentNames.has(output.name));
  const named = dimNames(graph);
  const inputs = [
    ...graph.inputs.filter((input) => !REPLACED.test(input.name)).map(named),
    ...addedInputs(layers, options),
  ];
  const added = new Set(inputs.map((input) => input.name));
  const lowered = prune(
    { ...graph, inputs, nodes: emit.nodes, initializers, opsets },
    [...kept.map(named), ...present],
    (name) => added.has(name),
  );
  refuseDangling(lowered);
  const live = new Set(lowered.nodes.flatMap((node) => node.outputs));
  const valueInfo = [...graph.valueInfo].filter(([name]) => !presentNames.has(name) && live.has(name));
  return { ...lowered, valueInfo: new Map(valueInfo.map(([name, info]) => [name, named(info)])) };
}

function addedInputs(layers: LowerContext['layers'], { prefix, cache }: LowerOptions): ValueInfo[] {
  const int32 = (name: string, shape: readonly Dim[]): ValueInfo => ({ name, dataType: 'int32', shape });
  const inputs = [int32(POSITIONS, prefix ? ['prompts', 'generations', 'tokens'] : ['rows', 'tokens'])];
  if (prefix) inputs.push(int32(PREFIX_LENGTHS, ['prompts']));
  if (cache) inputs.push(int32(CACHE_LENGTHS, ['rows']));
  for (const { layer, kvHeads, headSize } of layers) {
    if (prefix) inputs.push(...pair('prefix', layer, ['prompts', kvHeads, 'prefix_slots', headSize]));
    if (cache) inputs.push(...pair('cache', layer, ['rows', kvHeads, 'cache_slots', headSize]));
  }
  return inputs;
}

function pair(kind: 'prefix' | 'cache' | 'present', layer: number, shape: readonly Dim[]): ValueInfo[] {
  return (['key', 'value'] as const).map((part) => ({
    name: keyValueName(kind, layer, part),
    dataType: 'float32',
    shape,
  }));
}

/**
 * The free leading dimensions of what stays are rows and tokens, whatever the file calls them. Other names are other sizes: the heads of all
 * tokens, say, where each has a norm of its own.
 */
function dimNames(graph: OnnxGraph): (info: ValueInfo) => ValueInfo {
  const [rows, tokens] =
    graph.inputs.find(({ name, shape }) => name === 'inputs_embeds' && shape.length === 3)?.shape ?? [];
  return (info) => {
    const [first, second, width] = info.shape;
    if (info.shape.length !== 3 || width === undefined) return info;
    const isOther = (dim: Dim | undefined, own: Dim | undefined): boolean =>
      typeof dim === 'string' && typeof own === 'string' && dim !== own;
    return isOther(first, rows) || isOther(second, tokens) ? info : { ...info, shape: ['rows', 'tokens', width] };
  };
}

/** A node that still reads a replaced input is one whose meaning we do not know. */
function refuseDangling(graph: OnnxGraph): void {
  const known = new Set(['', ...graph.inputs.map((input) => input.name), ...graph.initializers.keys()]);
  for (const node of graph.nodes) {
    const missing = node.inputs.find((name) => !known.has(name));
    if (missing !== undefined)
      throw new OnnxError(
        `${node.name} (${node.opType}) reads ${missing}, which \`lower\` replaces by int32 lengths and positions; this use is not supported.`,
      );
    node.outputs.forEach((name) => known.add(name));
  }
}
