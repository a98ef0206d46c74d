// What: finds the linear layers of a decoder and the PEFT module path of each.
// Formula: y = x·W with a constant W: MatMul (x, W [in,out]), Gemm (transB honoured), MatMulNBits (attributes K, N).
// Source: node names of onnxruntime-genai's model builder (`/model/layers.0/attn/q_proj/MatMul`) and of Optimum exports.
import { OnnxError, type Initializer, type OnnxGraph, type OnnxNode } from './graph.ts';
import { intAttribute } from './lowerings/attributes.ts';

export interface LinearLayer {
  readonly node: OnnxNode;
  /** Index in graph.nodes. */
  readonly index: number;
  readonly inFeatures: number;
  readonly outFeatures: number;
  /** q_proj, …, qkv_proj, lm_head, or '' where the names tell nothing. */
  readonly projection: string;
  /** −1 outside the stack of layers. */
  readonly layer: number;
}

/** One LoRA branch of a linear layer; a packed qkv_proj has three. */
export interface LoraBranch {
  readonly projection: string;
  readonly module: string;
  readonly outFeatures: number;
}

/** Order of the branches inside a layer, and therefore of θ. */
export const PROJECTIONS = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'];
const ATTENTION = new Set(PROJECTIONS.slice(0, 4));
const KNOWN = ['qkv_proj', ...PROJECTIONS, 'lm_head'];

export function findLinearLayers(graph: OnnxGraph): LinearLayer[] {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const layers: LinearLayer[] = [];
  graph.nodes.forEach((node, index) => {
    const size = linearSize(node, graph, producers);
    if (!size) return;
    const names = [node.name, ...node.inputs.slice(1)];
    layers.push({ node, index, ...size, projection: projectionOf(names), layer: layerOf(names) });
  });
  return layers;
}

function linearSize(
  node: OnnxNode,
  graph: OnnxGraph,
  producers: ReadonlyMap<string, OnnxNode>,
): { inFeatures: number; outFeatures: number } | undefined {
  if (node.opType === 'MatMulNBits')
    return { inFeatures: intAttribute(node, 'K', 0), outFeatures: intAttribute(node, 'N', 0) };
  if (node.opType !== 'MatMul' && node.opType !== 'Gemm') return undefined;
  const weight = constantBehind(node.inputs[1] ?? '', graph, producers);
  if (!weight || weight.shape.length !== 2) return undefined;
  const [rows, columns] = weight.shape as [number, number];
  const flipped = node.opType === 'Gemm' ? intAttribute(node, 'transB', 0) === 1 : weight.transposed;
  return flipped ? { inFeatures: columns, outFeatures: rows } : { inFeatures: rows, outFeatures: columns };
}

/** The initializer behind a weight input, looking through Transpose, Cast, Identity and DequantizeLinear. */
function constantBehind(
  name: string,
  graph: OnnxGraph,
  producers: ReadonlyMap<string, OnnxNode>,
): (Pick<Initializer, 'shape'> & { transposed: boolean }) | undefined {
  const initializer = graph.initializers.get(name);
  if (initializer) return { shape: initializer.shape, transposed: false };
  const producer = producers.get(name);
  if (!producer || !['Transpose', 'Cast', 'Identity', 'DequantizeLinear'].includes(producer.opType)) return undefined;
  const behind = constantBehind(producer.inputs[0] ?? '', graph, producers);
  return behind && { shape: behind.shape, transposed: behind.transposed !== (producer.opType === 'Transpose') };
}

function projectionOf(names: readonly string[]): string {
  // The look-behind keeps `qkv_proj` from counting as `v_proj`.
  return KNOWN.find((known) => names.some((name) => new RegExp(`(?<![a-z])${known}`).test(name))) ?? '';
}

function layerOf(names: readonly string[]): number {
  for (const name of names) {
    const match = /(?:layers|blocks|h)[._/](\d+)(?!\d)/.exec(name);
    if (match) return Number(match[1]);
  }
  return -1;
}

/** The branches of a layer, in PEFT's names; the sizes of a packed qkv_proj come from the attention that reads it. */
export function branchesOf(linear: LinearLayer, graph: OnnxGraph): LoraBranch[] {
  const { projection, outFeatures } = linear;
  if (projection !== 'qkv_proj') return [{ projection, module: modulePath(linear.layer, projection), outFeatures }];
  const attention = readerOfPacked(linear.node, graph);
  const heads = intAttribute(attention, 'num_heads', 0);
  const kvHeads = intAttribute(attention, 'kv_num_heads', heads);
  const headSize = outFeatures / (heads + 2 * kvHeads);
  if (!Number.isInteger(headSize))
    throw new OnnxError(
      `${linear.node.name}: ${outFeatures} outputs do not divide among ${heads} + 2·${kvHeads} heads.`,
    );
  return ['q_proj', 'k_proj', 'v_proj'].map((name) => ({
    projection: name,
    module: modulePath(linear.layer, name),
    outFeatures: headSize * (name === 'q_proj' ? heads : kvHeads),
  }));
}

function readerOfPacked(node: OnnxNode, graph: OnnxGraph): OnnxNode {
  let names = new Set(node.outputs);
  for (let hops = 0; hops < 3; hops++) {
    const readers = graph.nodes.filter((reader) => reader.inputs.some((name) => names.has(name)));
    const attention = readers.find((reader) => reader.opType === 'GroupQueryAttention');
    if (attention) return attention;
    names = new Set(readers.flatMap((reader) => reader.outputs));
  }
  throw new OnnxError(
    `${node.name} is a packed qkv_proj, but no GroupQueryAttention reads it: the sizes of q, k, v are unknown.`,
  );
}

export function modulePath(layer: number, projection: string): string {
  if (layer < 0) return projection;
  return `model.layers.${layer}.${ATTENTION.has(projection) ? 'self_attn' : 'mlp'}.${projection}`;
}
