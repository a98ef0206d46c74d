// What: the KV of the prompts (each without its last token), and what every later pass reads of it.
// Shapes: U ≤ P distinct prompts; prefix.{i}.key/value [U,KV,S,hd]; positions int32 [U,S].
import { INPUTS_EMBEDS, keyValueName, POSITIONS, PREFIX_LENGTHS, THETA } from '../onnx/decoderGraphsNames.ts';
import { float32, int32, type Tensor, type Tensors } from '../ort/tensor.ts';
import type { TokenEmbedder } from './embedTokens.ts';
import type { PolicySessions } from './policySessions.ts';
import { distinctPrompts, embedPrompts } from './preparePrompt.ts';
import type { Prefix, PreparedPrompt } from './types.ts';

export interface PolicyParts {
  readonly sessions: PolicySessions;
  readonly embedder: TokenEmbedder;
  readonly imageTokens: number;
  readonly imageTokenId: number;
  readonly maxPositions: number;
  /** Largest logits tensor in bytes; above it the head runs in chunks of tokens. */
  readonly logitsBytes: number;
  /** Tokens that one part of a pass over rows should have (rowParts.ts). */
  readonly partTokens: number;
}

export class OnnxPrefix implements Prefix {
  private disposed = false;

  constructor(
    readonly prompts: readonly PreparedPrompt[],
    readonly lengths: Int32Array,
    readonly lastTokens: Int32Array,
    /** U. */
    readonly distinct: number,
    /** [U] */
    readonly distinctLengths: Int32Array,
    /** inputs_embeds and positions of the prompt pass; its VJP takes them again. */
    readonly inputs: Tensors,
    private readonly keyValues: Tensors,
  ) {}

  /** prefix_lengths and prefix.{i}.key/value. */
  get feeds(): Tensors {
    if (this.disposed) throw new Error('This prefix was disposed; run prefill again.');
    return { ...this.keyValues, [PREFIX_LENGTHS]: int32(this.distinctLengths, [this.distinct]) };
  }

  /** [U, R/U, T] positions of T tokens per row, behind the prompt and `done` [R] earlier tokens of the row. */
  positions(rows: number, tokens: number, done?: Int32Array): Tensor {
    const each = rows / this.distinct;
    const positions = Int32Array.from({ length: rows * tokens }, (_, i) => {
      const row = Math.floor(i / tokens);
      return this.distinctLengths[Math.floor(row / each)]! + (done?.[row] ?? 0) + (i % tokens);
    });
    return int32(positions, [this.distinct, each, tokens]);
  }

  /** Whether the keys and values are typed arrays, which can be cut. */
  get onHost(): boolean {
    return Object.values(this.keyValues).every(({ data }) => data !== null);
  }

  /** Distinct prompts first … first + count − 1 as views of this prefix, which must outlive them. */
  part(first: number, count: number): OnnxPrefix {
    const each = this.prompts.length / this.distinct;
    const places = [first * each, (first + count) * each] as const;
    return new OnnxPrefix(
      this.prompts.slice(...places),
      this.lengths.subarray(...places),
      this.lastTokens.subarray(...places),
      count,
      this.distinctLengths.subarray(first, first + count),
      cutTensors(this.inputs, first, count),
      cutTensors(this.keyValues, first, count),
    );
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const tensor of Object.values(this.keyValues)) tensor.dispose();
  }
}

/** Rows first … first + count − 1 of host tensors, as views. */
function cutTensors(tensors: Tensors, first: number, count: number): Tensors {
  const cut = ({ data, dims, dataType }: Tensor): Tensor => {
    const [all, ...rest] = dims;
    const width = data!.length / all!;
    const own = data!.subarray(first * width, (first + count) * width);
    return dataType === 'int32'
      ? int32(own as Int32Array, [count, ...rest])
      : float32(own as Float32Array, [count, ...rest]);
  };
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, cut(tensor)]));
}

export async function prefill(
  parts: PolicyParts,
  theta: Float32Array,
  prompts: readonly PreparedPrompt[],
): Promise<OnnxPrefix> {
  const { sessions, embedder } = parts;
  const { hiddenSize, numLayers } = sessions.graphs;
  const distinct = distinctPrompts(prompts);
  const U = distinct.length;
  const { slots, embeds, lengths, lastTokens } = await embedPrompts(embedder, distinct, { ...parts, hiddenSize });
  const positions = Int32Array.from({ length: U * slots }, (_, i) => i % slots);
  const inputs = {
    [INPUTS_EMBEDS]: float32(embeds, [U, slots, hiddenSize]),
    [POSITIONS]: int32(positions, [U, slots]),
  };
  const present = await sessions.run('prefix', { ...inputs, [THETA]: float32(theta, [theta.length]) });
  const names = keyValueNames(numLayers);
  const keyValues = Object.fromEntries(names.map(({ present: from, prefix: to }) => [to, present[from]!]));
  const each = prompts.length / U;
  const spread = (values: Int32Array): Int32Array => Int32Array.from(prompts, (_, p) => values[Math.floor(p / each)]!);
  return new OnnxPrefix(prompts, spread(lengths), spread(lastTokens), U, lengths, inputs, keyValues);
}

/** The names of one layer's keys and of its values in the graphs, for all layers. */
export function keyValueNames(numLayers: number): { present: string; prefix: string; cache: string }[] {
  return Array.from({ length: 2 * numLayers }, (_, i) => {
    const name = (kind: 'present' | 'prefix' | 'cache'): string => keyValueName(kind, i >> 1, i % 2 ? 'value' : 'key');
    return { present: name('present'), prefix: name('prefix'), cache: name('cache') };
  });
}
