// What: rows of the embedding table for token ids. A table that can be read by rows (hostTable.ts) is read on the host:
//   a row copy (about 1 µs for 192 floats) against 60 µs and more for a run, and the table need not go into the wasm heap.
//   Others run in ORT.
// Shapes: ids [n] → embeddings [n × D].
import type { OnnxGraph } from '../onnx/graph.ts';
import { OrtSession } from '../ort/session.ts';
import { int64 } from '../ort/tensor.ts';
import { BundleError } from './bundle/bundleError.ts';
import { hostRows, type CopyRow } from './hostTable.ts';
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
