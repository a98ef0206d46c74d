// What: a small Llama-style decoder with random weights, in the form that onnxruntime-genai's model builder gives it
//   (int64 mask chain, GroupQueryAttention, SkipSimplifiedLayerNormalization), and the inputs that its graphs take.
// Shapes: P prompts of S slots, G rows each of T tokens; D hidden, H / KV heads of HD, F inner, L layers, V vocabulary.
import type { Initializer, OnnxGraph, OnnxNode } from '../../src/onnx/graph.ts';
import { graphOf, info, int32, Lcg, node, sizeOf, weights, type Value, type Values } from './lowerHarness.ts';

export interface DecoderSize {
  readonly D: number;
  readonly H: number;
  readonly KV: number;
  readonly HD: number;
  readonly F: number;
  readonly L: number;
  readonly V: number;
}
export interface DecoderForm {
  readonly packed?: boolean;
  readonly q4?: boolean;
  /** RotaryEmbedding nodes with position_ids instead of rotary inside the attention. */
  readonly rotaryNodes?: boolean;
}

export const TINY: DecoderSize = { D: 64, H: 4, KV: 2, HD: 16, F: 96, L: 2, V: 96 };
export const ALL_TARGETS = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'];
const MAX_POSITIONS = 256;
const EPSILON = { epsilon: { float: 1e-5 } };
const parts = ['key', 'value'] as const;

class FixtureBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: Initializer[] = [];
  private readonly random = new Lcg(5);

  constructor(private readonly q4: boolean) {}

  add(...args: Parameters<typeof node>): string {
    this.nodes.push(node(...args));
    return args[2][0]!;
  }

  int64(name: string, value: number, shape: readonly number[]): string {
    const bytes = new Uint8Array(BigInt64Array.of(BigInt(value)).buffer);
    this.initializers.push({ name, dataType: 'int64', shape, bytes });
    return name;
  }

  linear(path: string, x: string, inputs: number, outputs: number, y = `${path}/output_0`): string {
    if (this.q4) {
      const blocks = inputs / 32;
      const bytes = Uint8Array.from({ length: (outputs * inputs) / 2 }, () =>
        Math.floor((this.random.next() + 1) * 128),
      );
      this.initializers.push({ name: `${path}.weight_Q4`, dataType: 'uint8', shape: [outputs, blocks, 16], bytes });
      const scales = this.random.floats(outputs * blocks, 0.3 / Math.sqrt(inputs));
      this.initializers.push(weights(`${path}.weight_scales`, [outputs * blocks], scales));
      const attributes = { K: inputs, N: outputs, bits: 4, block_size: 32, accuracy_level: 4 };
      const made = node('MatMulNBits', [x, `${path}.weight_Q4`, `${path}.weight_scales`], [y], attributes);
      this.nodes.push({ ...made, name: `${path}/MatMul_Q4` });
    } else {
      const data = this.random.floats(inputs * outputs, 1.5 / Math.sqrt(inputs));
      this.initializers.push(weights(`${path}.weight`, [inputs, outputs], data));
      this.nodes.push({ ...node('MatMul', [x, `${path}.weight`], [y], {}, ''), name: `${path}/MatMul` });
    }
    return y;
  }

  gamma(path: string, width: number): string {
    const data = this.random.floats(width, 0.2).map((value) => 1 + value);
    this.initializers.push(weights(`${path}.weight`, [width], data));
    return `${path}.weight`;
  }
}

export function fixtureDecoder(
  size: DecoderSize,
  { packed = false, q4 = false, rotaryNodes = false }: DecoderForm,
): OnnxGraph {
  const { D, H, KV, HD, F, L, V } = size;
  const b = new FixtureBuilder(q4);
  const half = HD / 2;
  const table = (f: (x: number) => number): Float32Array =>
    Float32Array.from({ length: MAX_POSITIONS * half }, (_, i) =>
      f(Math.floor(i / half) / 10000 ** ((i % half) / half)),
    );
  b.initializers.push(weights('cos_cache', [MAX_POSITIONS, half], table(Math.cos)));
  b.initializers.push(weights('sin_cache', [MAX_POSITIONS, half], table(Math.sin)));
  b.add('ReduceSum', ['attention_mask', b.int64('axis', 1, [1])], ['mask_sum'], { keepdims: 0 }, '');
  b.add('Sub', ['mask_sum', b.int64('one', 1, [1])], ['last'], {}, '');
  b.add('Cast', ['last'], ['seqlens_k'], { to: 6 }, '');
  b.add('Shape', ['attention_mask'], ['mask_shape'], {}, '');
  b.add('Gather', ['mask_shape', b.int64('second', 1, [])], ['total'], { axis: 0 }, '');
  b.add('Cast', ['total'], ['total_sequence_length'], { to: 6 }, '');
  let residual = 'inputs_embeds';
  const first = b.gamma('/model/layers.0/input_layernorm', D);
  let x = b.add('SimplifiedLayerNormalization', [residual, first], ['/norm/0'], { ...EPSILON, axis: -1 }, '');
  for (let layer = 0; layer < L; layer++) {
    const at = `/model/layers.${layer}`;
    const [q, kv] = [H * HD, KV * HD];
    const qkv = packed
      ? [b.linear(`${at}/attn/qkv_proj`, x, D, q + 2 * kv), '', '']
      : [
          b.linear(`${at}/attn/q_proj`, x, D, q),
          b.linear(`${at}/attn/k_proj`, x, D, kv),
          b.linear(`${at}/attn/v_proj`, x, D, kv),
        ];
    if (rotaryNodes)
      for (const i of [0, 1])
        qkv[i] = b.add(
          'RotaryEmbedding',
          [qkv[i]!, 'position_ids', 'cos_cache', 'sin_cache'],
          [`${at}/rotary${i}`],
          {},
        );
    const past = parts.map((part) => `past_key_values.${layer}.${part}`);
    const present = parts.map((part) => `present.${layer}.${part}`);
    const tables = rotaryNodes ? ['', ''] : ['cos_cache', 'sin_cache'];
    const attention = b.add(
      'GroupQueryAttention',
      [...qkv, ...past, 'seqlens_k', 'total_sequence_length', ...tables],
      [`${at}/attn/output_0`, ...present],
      { num_heads: H, kv_num_heads: KV, do_rotary: rotaryNodes ? 0 : 1, scale: { float: 1 / Math.sqrt(HD) } },
    );
    const o = b.linear(`${at}/attn/o_proj`, attention, q, D);
    const skip = (name: string, a: string, c: string): string => {
      const inputs = [a, c, b.gamma(`${at}/${name}`, D)];
      residual = `${at}/${name}/output_3`;
      return b.add('SkipSimplifiedLayerNormalization', inputs, [`${at}/${name}/output_0`, '', '', residual], EPSILON);
    };
    const post = skip('post_attention_layernorm', residual, o);
    const gate = b.linear(`${at}/mlp/gate_proj`, post, D, F);
    const up = b.linear(`${at}/mlp/up_proj`, post, D, F);
    const sigmoid = b.add('Sigmoid', [gate], [`${at}/mlp/sigmoid`], {}, '');
    const silu = b.add('Mul', [gate, sigmoid], [`${at}/mlp/silu`], {}, '');
    const down = b.linear(`${at}/mlp/down_proj`, b.add('Mul', [silu, up], [`${at}/mlp/product`], {}, ''), F, D);
    x = skip('next_layernorm', residual, down);
  }
  b.linear('/lm_head', x, D, V, 'logits');
  const cache = (name: string, length: string) =>
    Array.from({ length: 2 * L }, (_, i) => info(`${name}.${i >> 1}.${parts[i % 2]}`, ['batch_size', KV, length, HD]));
  return graphOf({
    inputs: [
      info('inputs_embeds', ['batch_size', 'sequence_length', D]),
      info('attention_mask', ['batch_size', 'total_sequence_length'], 'int64'),
      info('position_ids', ['batch_size', 'sequence_length'], 'int64'),
      ...cache('past_key_values', 'past_sequence_length'),
    ],
    outputs: [info('logits', ['batch_size', 'sequence_length', V]), ...cache('present', 'total_sequence_length')],
    nodes: b.nodes,
    initializers: b.initializers,
    opset: 14,
  });
}

export interface Batch {
  readonly P: number;
  readonly G: number;
  readonly S: number;
  readonly T: number;
  readonly prefixLengths: readonly number[];
}

/** Embeddings, positions and lengths of a batch, by the names of the graphs' inputs. */
export function batchInputs(
  batch: Batch,
  D: number,
  random: Lcg,
): { prefix: Values; rows: Values; embeds: Value; prefixEmbeds: Value } {
  const { P, G, S, T, prefixLengths } = batch;
  const R = P * G;
  const prefixEmbeds = random.tensor(P, S, D);
  const embeds = random.tensor(R, T, D);
  const start = (row: number): number => prefixLengths[Math.floor(row / G)]!;
  const positions = Array.from({ length: R * T }, (_, i) => start(Math.floor(i / T)) + (i % T));
  return {
    prefixEmbeds,
    embeds,
    prefix: {
      inputs_embeds: prefixEmbeds,
      positions: int32(
        Array.from({ length: P * S }, (_, i) => i % S),
        [P, S],
      ),
    },
    rows: { inputs_embeds: embeds, positions: int32(positions, [P, G, T]), prefix_lengths: int32(prefixLengths) },
  };
}

/** The prefix's present.{i}.* as the rows' prefix.{i}.*. */
export const asPrefix = (outputs: Values): Values =>
  Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith('present.'))
      .map(([name, value]) => [name.replace('present.', 'prefix.'), value]),
  );

/** Rows `from` … of a tensor whose first axis is counted in `unit`s. */
export function slice(value: Value, from: number, to: number, dims: readonly number[]): Value {
  const unit = sizeOf(value.dims.slice(1));
  return { data: (value.data as Float32Array).slice(from * unit, to * unit), dims };
}
