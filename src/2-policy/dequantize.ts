// What: a decoder whose 4- or 8-bit products are written out as float32 products, for the WASM provider and small models.
// Measured (WASM, one thread, 4 layers of 192, best times of all products of one decoding step of 32 rows): MatMulNBits
//   8.9 ms, MatMul 5.2 ms; with fewer rows the gap grows. With the rows of training there is no gain (see BENCHMARKS.md). A prompt of 60
//   tokens through Pocket (one thread, best times): 33.8 ms and 21.5 ms.
// Formula: W[k, n] = (q[n, k] − zero[n, k / block]) · scale[n, k / block]; zero is 2^(bits−1) where none is given.
// Shapes: packed [N, K/block, block·bits/8], low bits first; W [K, N], the B of MatMul.
// Source: com.microsoft.MatMulNBits in onnxruntime, docs/ContribOperators.md.
import type { Initializer, OnnxGraph, OnnxNode } from '../onnx/graph.ts';

/** Above this many bytes of float32 weights the decoder stays quantised: every session holds a copy. */
export const DEQUANTIZED_BYTES = 96 * 2 ** 20;

/** The same for the decoding of a language model, one session that no picture shares the memory with. Measured with 135 million weights (8 rows, 16
 *  rows, CPU seconds a token): 1.18 and 1.54 on 4 bits, 0.40 and 0.50 on float32; the heap, with the backward pass of 96 tokens, 1075 and 1623 MB. */
export const DECODE_BYTES = 640 * 2 ** 20;

/** Bytes of its 4- and 8-bit products as float32. */
export const floatBytes = ({ nodes }: OnnxGraph): number =>
  nodes.reduce(
    (sum, node) => sum + (node.opType === 'MatMulNBits' ? 4 * integer(node, 'K') * integer(node, 'N') : 0),
    0,
  );

/** The graph itself where it is too large, or where a product has a form that is not plain. */
export function dequantizeSmall(graph: OnnxGraph, limit = DEQUANTIZED_BYTES): OnnxGraph {
  const bytes = floatBytes(graph);
  if (bytes === 0 || bytes > limit) return graph;
  const initializers = new Map(graph.initializers);
  const nodes = graph.nodes.map((node) => {
    const weight = node.opType === 'MatMulNBits' ? floatWeight(node, graph) : null;
    if (!weight) return node;
    initializers.set(weight.name, weight);
    return { ...node, opType: 'MatMul', domain: '', inputs: [node.inputs[0]!, weight.name], attributes: {} };
  });
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  for (const name of graph.initializers.keys()) if (!used.has(name)) initializers.delete(name);
  return { ...graph, nodes, initializers };
}

function integer({ attributes }: OnnxNode, name: string): number {
  const value = attributes[name];
  return value?.kind === 'int' ? value.value : 0;
}

function floatWeight(node: OnnxNode, { initializers }: OnnxGraph): Initializer | null {
  const [packed, scales, zeros] = [1, 2, 3].map((i) => initializers.get(node.inputs[i] ?? ''));
  const [K, N, bits, block] = ['K', 'N', 'bits', 'block_size'].map((name) => integer(node, name)) as [
    number,
    number,
    number,
    number,
  ];
  // Group indices and a bias are rare, and float zero points differ in layout: such products stay as they are.
  if (!packed || scales?.dataType !== 'float32' || node.inputs.slice(4).some((name) => name !== '')) return null;
  if ((bits !== 4 && bits !== 8) || (node.inputs[3] && zeros?.dataType !== 'uint8')) return null;
  const blocks = Math.ceil(K / block);
  const blockBytes = (block * bits) / 8;
  const zeroBytes = Math.ceil((blocks * bits) / 8);
  const scale = new Float32Array(scales.bytes.slice().buffer);
  const at = (bytes: Uint8Array, start: number, i: number): number =>
    bits === 8 ? bytes[start + i]! : (bytes[start + (i >> 1)]! >> (4 * (i & 1))) & 15;
  const weight = new Float32Array(K * N);
  for (let n = 0; n < N; n++)
    for (let b = 0; b < blocks; b++) {
      const zero = zeros ? at(zeros.bytes, n * zeroBytes, b) : 2 ** (bits - 1);
      const step = scale[n * blocks + b]!;
      const start = (n * blocks + b) * blockBytes;
      for (let i = 0; i < block && b * block + i < K; i++)
        weight[(b * block + i) * N + n] = (at(packed.bytes, start, i) - zero) * step;
    }
  return { name: `${packed.name}/float32`, dataType: 'float32', shape: [K, N], bytes: new Uint8Array(weight.buffer) };
}
