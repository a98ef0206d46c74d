// What: products whose weights are written as DequantizeLinear + MatMul, as MatMulNBits: one form of 4- and 8-bit weights for everything
//   behind. Left as they are, ORT would write each matrix out as float32 in every session.
// Formula: W[k, n] = (q[k, n] − zero)·scale[⌊k/block⌋, n] = (q'[n, k] − zero')·scale'[n, ⌊k/block⌋]; signed q gain 8 (4 bits) or 128 (8 bits),
//   and so do their zeros. A scale for a whole column is a scale for each of its blocks.
// Shapes: q [K, N] (int4, uint4, int8, uint8), scale [K/block, N], or [N] or [] for whole columns; packed [N, ⌈K/block⌉, block·bits/8].
// Source: ONNX DequantizeLinear-21; onnxruntime ContribOperators.md (MatMulNBits).
import { int } from './attributes.ts';
import type { Initializer, OnnxGraph, OnnxNode } from './graph.ts';
import { intAttribute } from './lowerings/attributes.ts';
import { producersOf } from './lowerGraphEdit.ts';

/** Of a scale for a whole column. */
const COLUMN_BLOCK = 128;

/** The graph itself where it has no such product. Products of another form stay as they are. */
export function qdqProducts(graph: OnnxGraph): OnnxGraph {
  const producers = producersOf(graph.nodes);
  const initializers = new Map(graph.initializers);
  let isChanged = false;
  const nodes = graph.nodes.map((node) => {
    const dequantise = node.opType === 'MatMul' ? producers.get(node.inputs[1] ?? '') : undefined;
    const made = dequantise?.opType === 'DequantizeLinear' && product(node, dequantise, graph, initializers);
    isChanged ||= !!made;
    return made || node;
  });
  if (!isChanged) return graph;
  const read = new Set([...nodes.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ name }) => name)]);
  const kept = nodes.filter(({ opType, outputs }) => opType !== 'DequantizeLinear' || read.has(outputs[0]!));
  const used = new Set(kept.flatMap(({ inputs }) => inputs));
  for (const name of graph.initializers.keys()) if (!used.has(name)) initializers.delete(name);
  return { ...graph, nodes: kept, initializers, opsets: new Map([...graph.opsets, ['com.microsoft', 1]]) };
}

function product(
  node: OnnxNode,
  dequantise: OnnxNode,
  graph: OnnxGraph,
  into: Map<string, Initializer>,
): OnnxNode | undefined {
  const [q, scale, zero] = [0, 1, 2].map((i) => graph.initializers.get(dequantise.inputs[i] ?? ''));
  const bits = q && /^u?int4$/.test(q.dataType) ? 4 : q && /^u?int8$/.test(q.dataType) ? 8 : 0;
  if (!q || bits === 0 || q.shape.length !== 2 || scale?.dataType !== 'float32') return undefined;
  if (dequantise.inputs[2] && zero?.dataType !== q.dataType) return undefined;
  const [K, N] = q.shape as [number, number];
  const given = intAttribute(dequantise, 'block_size', 0);
  const isBlocked = given > 0;
  const axis = (intAttribute(dequantise, 'axis', 1) + 2) % 2;
  // A scale along K that is not in blocks is one for each row, which MatMulNBits cannot say.
  if (scale.shape.length > 0 && axis !== (isBlocked ? 0 : 1)) return undefined;
  const block = isBlocked ? given : COLUMN_BLOCK;
  if (block < 16 || (block & (block - 1)) !== 0) return undefined;
  const blocks = Math.ceil(K / block);
  const scales = new Float32Array(scale.bytes.slice().buffer);
  const wanted = isBlocked ? blocks * N : scale.shape.length === 0 ? 1 : N;
  if (scales.length !== wanted) return undefined;
  const place = (b: number, n: number): number => (isBlocked ? b * N + n : wanted === 1 ? 0 : n);
  const lift = q.dataType.startsWith('int') ? 2 ** (bits - 1) : 0;
  const at = reader(bits, lift);
  const none = lift; // a zero point that is not given is 0
  const rowBytes = (blocks * block * bits) / 8;
  const packed = new Uint8Array(N * rowBytes);
  const zeroBytes = Math.ceil((blocks * bits) / 8);
  const zeros = new Uint8Array(N * zeroBytes);
  const spread = new Float32Array(N * blocks);
  const put = (bytes: Uint8Array, start: number, i: number, value: number): void => {
    if (bits === 8) bytes[start + i] = value;
    else bytes[start + (i >> 1)]! |= value << (4 * (i & 1));
  };
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < K; k++) put(packed, n * rowBytes, k, at(q.bytes, k * N + n));
    for (let b = 0; b < blocks; b++) {
      spread[n * blocks + b] = scales[place(b, n)]!;
      put(zeros, n * zeroBytes, b, zero ? at(zero.bytes, place(b, n)) : none);
    }
  }
  const add = (part: string, dataType: 'uint8' | 'float32', shape: readonly number[], bytes: Uint8Array): string => {
    const name = `${q.name}/${part}`;
    into.set(name, { name, dataType, shape, bytes });
    return name;
  };
  const isMiddle = !zero && lift > 0; // what MatMulNBits takes where no zeros are given
  return {
    ...node,
    opType: 'MatMulNBits',
    domain: 'com.microsoft',
    inputs: [
      node.inputs[0]!,
      add('packed', 'uint8', [N, blocks, (block * bits) / 8], packed),
      add('scales', 'float32', [N, blocks], new Uint8Array(spread.buffer)),
      ...(isMiddle ? [] : [add('zeros', 'uint8', [N, zeroBytes], zeros)]),
    ],
    attributes: { K: int(K), N: int(N), bits: int(bits), block_size: int(block) },
  };
}

/** One element as an unsigned number. */
function reader(bits: number, lift: number): (bytes: Uint8Array, place: number) => number {
  if (bits === 8) return (bytes, place) => (bytes[place]! + lift) & 255;
  return (bytes, place) => (((bytes[place >> 1]! >> (4 * (place & 1))) & 15) + lift) & 15;
}
