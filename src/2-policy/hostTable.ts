// What: an embedding table read by rows on the host: float32, float16, or 4 and 8 bits in blocks (GatherBlockQuantized, whose kernel the
//   page's WebGPU build has no CPU form of), also where it is lm_head's own matrix, turned or folded to another shape.
// Formula: row[d] = (q[d] − zero[block]) · scale[block]; zero is 2^(bits−1) for uint8 data and 0 for uint4 and int4 where none is given.
// Shapes: table [V, D], packed low bits first; scales and zeros [V, D/block]; zeros of 4 bits two to a byte, rows on whole bytes.
// Source: com.microsoft.GatherBlockQuantized in onnxruntime, docs/ContribOperators.md; measured against its WASM kernel.
import type { Initializer, OnnxGraph, OnnxNode } from '../onnx/graph.ts';
import { producersOf } from '../onnx/lowerGraphEdit.ts';
import { intAttribute } from '../onnx/lowerings/attributes.ts';

export type CopyRow = (id: number, into: Float32Array, at: number) => void;

interface Table extends Initializer {
  /** The rows are the columns of what is stored. */
  readonly isTurned: boolean;
}

/** Null unless the graph is one lookup in a constant table, followed by Casts at most. */
export function hostRows(graph: OnnxGraph, width: number): CopyRow | null {
  const lookups = graph.nodes.filter(({ inputs }) => inputs.includes('input_ids'));
  const [lookup] = lookups;
  if (!lookup || lookups.length > 1 || lookup.inputs[1] !== 'input_ids') return null;
  const producers = producersOf(graph.nodes);
  const [output] = graph.outputs;
  let name = output?.name ?? '';
  for (let node = producers.get(name); node !== lookup; node = producers.get(name)) {
    if (node?.opType !== 'Cast') return null;
    name = node.inputs[0]!;
  }
  const find = (input: string | undefined) => tableBehind(input ?? '', graph, producers);
  if (lookup.opType === 'Gather' && intAttribute(lookup, 'axis', 0) === 0)
    return plainRows(find(lookup.inputs[0]), width);
  return lookup.opType === 'GatherBlockQuantized' ? quantisedRows(lookup, find, width) : null;
}

function tableBehind(name: string, graph: OnnxGraph, producers: ReadonlyMap<string, OnnxNode>): Table | null {
  const constant = graph.initializers.get(name);
  if (constant) return { ...constant, isTurned: false };
  const node = producers.get(name);
  const behind = node && tableBehind(node.inputs[0] ?? '', graph, producers);
  if (!behind || behind.isTurned) return null;
  if (node.opType === 'Transpose' && behind.shape.length === 2) {
    const [rows, columns] = behind.shape as [number, number];
    return { ...behind, shape: [columns, rows], isTurned: true };
  }
  return node.opType === 'Reshape' ? behind : null;
}

function checkedBy(count: number): (id: number) => number {
  return (id) => {
    if (id >= 0 && id < count) return id;
    throw new Error(`Token ${id} is outside the embedding table of ${count} rows.`);
  };
}

function plainRows(table: Table | null, width: number): CopyRow | null {
  if (!table || table.shape.length !== 2 || table.shape[1] !== width) return null;
  const { bytes, isTurned } = table;
  const count = table.shape[0]!;
  const check = checkedBy(count);
  const [first, step] = isTurned ? [1, count] : [width, 1];
  if (table.dataType === 'float32') {
    const values = aligned(bytes, 4);
    const floats = new Float32Array(values.buffer, values.byteOffset, count * width);
    if (!isTurned) return (id, into, at) => into.set(floats.subarray(check(id) * width, (check(id) + 1) * width), at);
    return (id, into, at) => {
      for (let d = 0; d < width; d++) into[at + d] = floats[check(id) * first + d * step]!;
    };
  }
  if (table.dataType !== 'float16') return null;
  const values = aligned(bytes, 2);
  const halves = new Uint16Array(values.buffer, values.byteOffset, count * width);
  return (id, into, at) => {
    for (let d = 0; d < width; d++) into[at + d] = fromHalf(halves[check(id) * first + d * step]!);
  };
}

function quantisedRows(
  node: OnnxNode,
  find: (name: string | undefined) => Table | null,
  width: number,
): CopyRow | null {
  const [table, scales, zeros] = [0, 2, 3].map((i) => find(node.inputs[i]));
  const block = intAttribute(node, 'block_size', 128);
  const isAlongRows =
    intAttribute(node, 'gather_axis', 0) === 0 && Math.abs(intAttribute(node, 'quantize_axis', 1)) === 1;
  if (!table || table.isTurned || scales?.isTurned || scales?.dataType !== 'float32' || !isAlongRows) return null;
  if (node.inputs[3] && (!zeros || zeros.isTurned || zeros.dataType !== table.dataType)) return null;
  const { dataType, bytes } = table;
  const bits = dataType === 'uint8' ? intAttribute(node, 'bits', 4) : 4;
  if (!['uint8', 'uint4', 'int4'].includes(dataType) || (bits !== 4 && bits !== 8)) return null;
  const blocks = Math.ceil(width / block);
  const values = aligned(scales.bytes, 4);
  const scale = new Float32Array(values.buffer, values.byteOffset, values.byteLength / 4);
  const count = scale.length / blocks;
  const rowBytes = (width * bits) / 8;
  // 4-bit types are packed without regard to rows; bytes with two columns each end with their row.
  const zeroBytes = dataType === 'uint8' ? Math.ceil((blocks * bits) / 8) : blocks / 2;
  if (!Number.isInteger(count) || bytes.length !== count * rowBytes) return null;
  const check = checkedBy(count);
  const signed = (value: number): number => (dataType === 'int4' && value > 7 ? value - 16 : value);
  const at4 = (from: Uint8Array, place: number): number => signed((from[place >> 1]! >> (4 * (place & 1))) & 15);
  const read = bits === 8 ? (from: Uint8Array, place: number): number => from[place]! : at4;
  const perByte = 8 / bits;
  const none = dataType === 'uint8' ? 2 ** (bits - 1) : 0;
  return (id, into, at) => {
    const row = check(id);
    for (let d = 0; d < width; d++) {
      const b = Math.floor(d / block);
      const zero = zeros ? read(zeros.bytes, row * zeroBytes * perByte + b) : none;
      into[at + d] = (read(bytes, row * rowBytes * perByte + d) - zero) * scale[row * blocks + b]!;
    }
  };
}

const aligned = (bytes: Uint8Array, size: number): Uint8Array => (bytes.byteOffset % size ? bytes.slice() : bytes);

/** IEEE 754 half: 1 sign, 5 exponent, 10 fraction bits. */
function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
