// What: feeds rows: one token each (logits come back for the sampler), or several embeddings each (crops, tool results).
// Shapes: R rows; tokens [R]; embeds [R,t,D]; logits [R × V].
import { INPUTS_EMBEDS, LOGITS, POSITIONS, THETA } from '../../onnx/decoderGraphsNames.ts';
import { float32, type Tensor, type Tensors } from '../../ort/tensor.ts';
import type { Compute, DeviceArray } from '../../gpu/compute.ts';
import { adopt, DeviceCache, HostCache, type KeyValueCache } from './keyValueCache.ts';
import type { OnnxPrefix, PolicyParts } from '../prefix.ts';
import type { Logits, Rows } from '../types.ts';

export class OnnxRows implements Rows {
  readonly lengths: Int32Array;
  readonly cache: KeyValueCache;

  constructor(
    { sessions }: PolicyParts,
    compute: Compute,
    readonly prefix: OnnxPrefix,
    readonly generations: number,
    readonly capacity: number,
  ) {
    const rows = prefix.prompts.length * generations;
    const { kvHeads, headSize, numLayers } = sessions.graphs;
    const shape = { rows, kvHeads, headSize, numLayers, capacity: Math.max(1, capacity) };
    this.lengths = new Int32Array(rows);
    this.cache = sessions.settings.provider === 'webgpu' ? new DeviceCache(shape, compute) : new HostCache(shape);
  }

  dispose(): void {
    this.cache.dispose();
  }
}

/** One token to every row. The caller frees the logits (freeArray). */
export async function decode(
  parts: PolicyParts,
  compute: Compute,
  theta: Float32Array,
  rows: OnnxRows,
  tokens: Int32Array,
): Promise<Logits> {
  const R = rows.lengths.length;
  if (tokens.length !== R) throw new Error(`decode needs ${R} tokens, one per row, not ${tokens.length}.`);
  const embeds = await parts.embedder.embed(tokens);
  const outputs = await feed(parts, 'decodeLogits', theta, rows, embeds, new Int32Array(R).fill(1));
  const logits = outputs[LOGITS]!;
  if (logits.data) return logits.data as Float32Array<ArrayBuffer>;
  const array = adopt(compute, logits);
  // The session's tensor lives as long as the array that views it.
  return { ...viewOf(array), destroy: () => logits.dispose() };
}

const viewOf = (array: DeviceArray): DeviceArray => ({
  type: array.type,
  length: array.length,
  ...(array.buffer ? { buffer: array.buffer } : {}),
  read: () => array.read(),
  destroy: () => array.destroy(),
});

/** `counts` [R] of the t embeddings of each row are valid; the rest is padding behind them. */
export async function extend(
  parts: PolicyParts,
  theta: Float32Array,
  rows: OnnxRows,
  embeds: Float32Array,
  counts: Int32Array,
): Promise<void> {
  const outputs = await feed(parts, 'decode', theta, rows, embeds, counts);
  for (const tensor of Object.values(outputs)) tensor.dispose();
}

async function feed(
  { sessions }: PolicyParts,
  graph: 'decode' | 'decodeLogits',
  theta: Float32Array,
  rows: OnnxRows,
  embeds: Float32Array,
  counts: Int32Array,
): Promise<Record<string, Tensor>> {
  const { lengths, prefix, cache, capacity } = rows;
  const R = lengths.length;
  const { hiddenSize } = sessions.graphs;
  const t = embeds.length / (R * hiddenSize);
  if (!Number.isInteger(t) || counts.length !== R || counts.some((count) => count < 0 || count > t))
    throw new Error(`Rows were fed ${embeds.length} numbers; ${R} rows need a multiple of ${R * hiddenSize}.`);
  const full = lengths.findIndex((length, r) => length + counts[r]! > capacity);
  if (full >= 0)
    throw new Error(
      `Row ${full} holds ${lengths[full]} of ${capacity} tokens; ${counts[full]} more do not fit. Give startRows a larger capacity.`,
    );
  const feeds: Tensors = {
    ...prefix.feeds,
    ...cache.feeds(lengths),
    [THETA]: float32(theta, [theta.length]),
    [INPUTS_EMBEDS]: float32(embeds, [R, t, hiddenSize]),
    [POSITIONS]: prefix.positions(R, t, lengths),
  };
  const outputs = await sessions.run(graph, feeds);
  await cache.append(outputs, lengths, counts, t);
  for (const [name, tensor] of Object.entries(outputs)) if (name.startsWith('present.')) tensor.dispose();
  lengths.forEach((length, r) => (lengths[r] = length + counts[r]!));
  return outputs;
}
