// What: rows of the embedding table for token ids. A table that is one Gather over float32 or float16 is read on the host:
//   a row copy (about 1 µs for 192 floats) against 60 µs and more for a run, and the table need not go into the wasm heap.
//   Quantised tables run in ORT.
// Shapes: ids [n] → embeddings [n × D].
import type { OnnxGraph } from '../onnx/graph.ts';
import { OrtSession } from '../ort/session.ts';
import { int64 } from '../ort/tensor.ts';
import { BundleError } from './bundle/bundleError.ts';
import type { SessionSettings } from './policySessions.ts';

export interface TokenEmbedder {
  embed(ids: ArrayLike<number>): Promise<Float32Array>;
  release(): Promise<void>;
}

export function makeEmbedder(graph: OnnxGraph, hiddenSize: number, settings: SessionSettings): TokenEmbedder {
  if (!graph.inputs.some(({ name }) => name === 'input_ids'))
    throw new BundleError(
      `The embedding graph has no input input_ids; its inputs: ${graph.inputs.map(({ name }) => name).join(', ')}.`,
    );
  const row = hostRows(graph, hiddenSize);
  return row ? new HostEmbedder(row, hiddenSize) : new SessionEmbedder(graph, settings);
}

type CopyRow = (id: number, into: Float32Array, at: number) => void;

/** Null unless the graph is Gather(table, input_ids), followed by Casts at most. */
function hostRows(graph: OnnxGraph, width: number): CopyRow | null {
  const [gather, ...rest] = graph.nodes;
  if (gather?.opType !== 'Gather' || rest.some(({ opType }) => opType !== 'Cast')) return null;
  const table = graph.initializers.get(gather.inputs[0]!);
  if (!table || table.shape.length !== 2 || table.shape[1] !== width || gather.inputs[1] !== 'input_ids') return null;
  const { bytes } = table;
  const count = table.shape[0]!;
  const check = (id: number): number => {
    if (id >= 0 && id < count) return id;
    throw new Error(`Token ${id} is outside the embedding table of ${count} rows.`);
  };
  if (table.dataType === 'float32') {
    const values = aligned(bytes, 4);
    const floats = new Float32Array(values.buffer, values.byteOffset, count * width);
    return (id, into, at) => into.set(floats.subarray(check(id) * width, (check(id) + 1) * width), at);
  }
  if (table.dataType !== 'float16') return null;
  const values = aligned(bytes, 2);
  const halves = new Uint16Array(values.buffer, values.byteOffset, count * width);
  return (id, into, at) => {
    for (let d = 0; d < width; d++) into[at + d] = fromHalf(halves[check(id) * width + d]!);
  };
}

const aligned = (bytes: Uint8Array, size: number): Uint8Array => (bytes.byteOffset % size ? bytes.slice() : bytes);

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

class HostEmbedder implements TokenEmbedder {
  constructor(
    private readonly copyRow: CopyRow,
    private readonly width: number,
  ) {}
  embed(ids: ArrayLike<number>): Promise<Float32Array> {
    const rows = new Float32Array(ids.length * this.width);
    for (let i = 0; i < ids.length; i++) this.copyRow(ids[i]!, rows, i * this.width);
    return Promise.resolve(rows);
  }
  release(): Promise<void> {
    return Promise.resolve();
  }
}

class SessionEmbedder implements TokenEmbedder {
  private session: Promise<OrtSession> | null = null;
  constructor(
    private readonly graph: OnnxGraph,
    private readonly settings: SessionSettings,
  ) {}
  async embed(ids: ArrayLike<number>): Promise<Float32Array> {
    this.session ??= OrtSession.create(this.graph, { label: 'the embedding table', ...this.settings });
    const outputs = await (await this.session).run({ input_ids: int64(ids, [1, ids.length]) });
    return Object.values(outputs)[0]!.floats();
  }
  async release(): Promise<void> {
    await (await this.session)?.release();
  }
}
