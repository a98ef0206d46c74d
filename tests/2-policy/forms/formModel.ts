// What: a language model of two layers with random weights in each form that exports have, as the files of a bundle, and the numbers that its
//   weights stand for (for formReference.ts).
// Shapes: D 64, 4 heads and 2 KV heads of 16, inner 160, V 96; linear weights [out, in].
// Source: graphs that onnxruntime-genai 0.18's model builder writes for Llama, Qwen2 and Qwen3 (names, operators, folded and turned tables).
import type { DataType, Initializer, OnnxGraph, OnnxNode } from '../../../src/onnx/graph.ts';
import { writeModel } from '../../../src/onnx/writeModel.ts';
import { graphOf, info, Lcg, node, weights } from '../../onnx/lowerHarness.ts';

export interface Form {
  readonly linear: 'float' | 'q4' | 'q4zeros' | 'qdq' | 'qdq8';
  /** rows: a table of its own; turned: lm_head's float matrix; shared: lm_head's 4-bit matrix. */
  readonly table: 'rows' | 'turned' | 'shared';
  readonly packed?: boolean;
  readonly bias?: boolean;
  readonly headNorms?: boolean;
  /** RotaryEmbedding nodes with position_ids, in place of rotary inside the attention. */
  readonly rotaryNodes?: boolean;
}

export const SIZE = { D: 64, H: 4, KV: 2, HD: 16, F: 160, L: 2, V: 96, EPS: 1e-5, THETA: 10_000 } as const;
const { D, H, KV, HD, F, L, V, EPS, THETA } = SIZE;
const BLOCK = 32;
const PARTS = ['key', 'value'] as const;
const POSITIONS = 128;

export interface FormModel {
  readonly network: Uint8Array<ArrayBuffer>;
  /** By name: `0.q_proj` [out × in], `0.q_proj.bias`, `0.input_layernorm`, `embed`, `lm_head`, … */
  readonly weights: ReadonlyMap<string, Float64Array>;
}

class Builder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: Initializer[] = [];
  readonly numbers = new Map<string, Float64Array>();
  readonly random = new Lcg(77);

  constructor(readonly form: Form) {}

  add(
    opType: string,
    inputs: string[],
    output: string,
    attributes: Parameters<typeof node>[3] = {},
    domain = '',
  ): string {
    this.nodes.push({ ...node(opType, inputs, [output], attributes, domain), name: output.replace('/output_0', '') });
    return output;
  }
  put(name: string, dataType: DataType, shape: readonly number[], bytes: Uint8Array): string {
    this.initializers.push({ name, dataType, shape, bytes });
    return name;
  }
  floats(name: string, shape: readonly number[], values: Float32Array): string {
    this.initializers.push(weights(name, shape, values));
    return name;
  }
  ints(...values: number[]): string {
    const name = `ints ${values.join()}`;
    if (this.initializers.some((one) => one.name === name)) return name;
    return this.put(name, 'int64', [values.length], new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer));
  }
  vector(key: string, name: string, width: number, around: number, spread: number): string {
    const values = this.random.floats(width, spread).map((value) => around + value);
    this.numbers.set(key, Float64Array.from(values));
    return this.floats(name, [width], values);
  }

  /** y = x·Wᵀ (+ b); `keys` are the matrices that lie one on the other in W, with their rows. */
  linear(path: string, x: string, K: number, keys: readonly (readonly [string, number])[], bias = false): string {
    const N = keys.reduce((sum, [, rows]) => sum + rows, 0);
    const at = path.slice(1).replaceAll('/', '.');
    const y = path === '/lm_head' ? 'logits' : `${path}/MatMul/output_0`;
    const whole = this.form.linear === 'float' ? this.floatProduct(at, x, K, N, y) : this.quantProduct(at, x, K, N, y);
    let row = 0;
    for (const [key, rows] of keys) {
      this.numbers.set(key, whole.subarray(row * K, (row + rows) * K));
      row += rows;
    }
    if (!bias) return y;
    const b = this.vector(`${at} bias`, `${at}.Add.bias`, N, 0, 0.3);
    let place = 0;
    for (const [key, rows] of keys) {
      this.numbers.set(`${key}.bias`, this.numbers.get(`${at} bias`)!.subarray(place, (place += rows)));
    }
    return this.add('Add', [y, b], `${path}/Add/output_0`);
  }

  private floatProduct(at: string, x: string, K: number, N: number, y: string): Float64Array {
    const stored = this.random.floats(K * N, 1.7 / Math.sqrt(K));
    this.add('MatMul', [x, this.floats(`${at}.MatMul.weight`, [K, N], stored)], y);
    return Float64Array.from({ length: N * K }, (_, i) => stored[(i % K) * N + Math.floor(i / K)]!);
  }

  private quantProduct(at: string, x: string, K: number, N: number, y: string): Float64Array {
    const { linear } = this.form;
    const bits = linear === 'qdq8' ? 8 : 4;
    const half = 2 ** (bits - 1);
    const blocks = K / BLOCK;
    const whole = (below: number) => Math.floor(((this.random.next() + 1) / 2) * below);
    const q = Uint8Array.from({ length: N * K }, () => whole(2 * half));
    const zeros = Uint8Array.from({ length: N * blocks }, () => (linear === 'q4zeros' ? 5 + whole(6) : half));
    const scales = this.random.floats(N * blocks, 0.06).map((value) => (value + Math.sign(value) * 0.02) * (8 / half));
    // 8-bit weights come with one scale a column.
    if (linear === 'qdq8') scales.forEach((_, i) => (scales[i] = scales[i - (i % blocks)]!));
    const stem = `${at}.MatMul.weight`;
    const nibbles = (values: Uint8Array, width: number): Uint8Array => {
      const rowBytes = Math.ceil(width / 2);
      const out = new Uint8Array((values.length / width) * rowBytes);
      values.forEach(
        (value, i) => (out[Math.floor(i / width) * rowBytes + ((i % width) >> 1)]! |= value << (4 * ((i % width) & 1))),
      );
      return out;
    };
    if (linear === 'q4' || linear === 'q4zeros') {
      const inputs = [
        x,
        this.put(`${stem}_Q4`, 'uint8', [N, blocks, BLOCK / 2], nibbles(q, K)),
        this.floats(`${stem}_scales`, [N, blocks], scales),
      ];
      if (linear === 'q4zeros')
        inputs.push(this.put(`${stem}_zp`, 'uint8', [N, Math.ceil(blocks / 2)], nibbles(zeros, blocks)));
      this.add('MatMulNBits', inputs, y, { K, N, bits: 4, block_size: BLOCK, accuracy_level: 4 }, 'com.microsoft');
    } else {
      const turned = Uint8Array.from(
        { length: K * N },
        (_, i) => (q[(i % N) * K + Math.floor(i / N)]! - half) & (2 * half - 1),
      );
      const isWide = linear === 'qdq8';
      const data = this.put(`${stem}_DQ`, isWide ? 'int8' : 'int4', [K, N], isWide ? turned : nibbles(turned, N));
      const rows = isWide ? 1 : blocks;
      const own = Float32Array.from({ length: rows * N }, (_, i) => scales[(i % N) * blocks + Math.floor(i / N)]!);
      const s = this.floats(`${stem}_DQ_scales`, isWide ? [N] : [blocks, N], own);
      const w = this.add(
        'DequantizeLinear',
        [data, s],
        `${stem}_DQ_output`,
        isWide ? { axis: 1 } : { axis: 0, block_size: BLOCK },
      );
      this.add('MatMul', [x, w], y);
    }
    return Float64Array.from(q, (value, i) => (value - zeros[Math.floor(i / BLOCK)]!) * scales[Math.floor(i / BLOCK)]!);
  }

  norm(path: string, key: string, inputs: readonly string[], isLast = false): readonly [string, string] {
    const name = `${path.slice(1).replaceAll('/', '.')}.weight`;
    const gamma = this.vector(key, name, D, 1, 0.2);
    const attributes = { epsilon: { float: EPS } };
    if (inputs.length === 1)
      return [
        this.add('SimplifiedLayerNormalization', [...inputs, gamma], `${path}/output_0`, {
          ...attributes,
          axis: -1,
          stash_type: 1,
        }),
        inputs[0]!,
      ];
    const outputs = isLast ? [`${path}/output_0`] : [`${path}/output_0`, '', '', `${path}/output_3`];
    this.nodes.push(node('SkipSimplifiedLayerNormalization', [...inputs, gamma], outputs, attributes));
    return [outputs[0]!, outputs.at(-1)!];
  }
}

/** The embedding: rows of float32, or lm_head's own matrix. */
function lookUp(b: Builder): string {
  const [data, scales] = ['lm_head.MatMul.weight_Q4', 'lm_head.MatMul.weight_scales'];
  const out = '/model/embed_tokens/output_0';
  if (b.form.table === 'shared') {
    const folded = b.add('Reshape', [data, b.ints(V, D / 2)], '/model/embed_tokens/Reshape/output_0');
    const attributes = { bits: 4, block_size: BLOCK, gather_axis: 0, quantize_axis: 1 };
    return b.add('GatherBlockQuantized', [folded, 'input_ids', scales], out, attributes, 'com.microsoft');
  }
  if (b.form.table === 'turned') {
    const turned = b.add('Transpose', ['lm_head.MatMul.weight'], '/model/embed_tokens/Transpose/output_0', {
      perm: [1, 0],
    });
    return b.add('Gather', [turned, 'input_ids'], out);
  }
  b.vector('embed', 'model.embed_tokens.weight', V * D, 0, 1);
  const last = b.initializers.at(-1)!;
  b.initializers[b.initializers.length - 1] = { ...last, shape: [V, D] };
  return b.add('Gather', ['model.embed_tokens.weight', 'input_ids'], out);
}

function headNorm(b: Builder, x: string, layer: number, part: 'q' | 'k', count: number): string {
  const at = `/model/layers.${layer}/attn/${part}_norm`;
  const split = b.add('Reshape', [x, b.ints(0, -1, HD)], `${at}/Reshape_1/output_0`);
  const gamma = b.vector(
    `${layer}.${part}_norm`,
    `model.layers.${layer}.attn.${part}_norm.layernorm.weight`,
    HD,
    1,
    0.2,
  );
  const attributes = { epsilon: { float: EPS }, axis: -1, stash_type: 1 };
  const normed = b.add(
    'SimplifiedLayerNormalization',
    [split, gamma],
    `${at}/SimplifiedLayerNormalization/output_0`,
    attributes,
  );
  return b.add('Reshape', [normed, b.ints(0, -1, count * HD)], `${at}/Reshape_2/output_0`);
}

export function formModel(form: Form): FormModel {
  const b = new Builder(form);
  const half = HD / 2;
  const angles = (turn: (x: number) => number): Float32Array =>
    Float32Array.from({ length: POSITIONS * half }, (_, i) =>
      turn(Math.floor(i / half) / THETA ** ((i % half) / half)),
    );
  b.floats('cos_cache', [POSITIONS, half], angles(Math.cos));
  b.floats('sin_cache', [POSITIONS, half], angles(Math.sin));
  const mask = '/model/attn_mask_reformat/attn_mask_subgraph';
  b.add('ReduceSum', ['attention_mask', b.ints(1)], `${mask}/ReduceSum/output_0`, { keepdims: 1 });
  b.add('Sub', [`${mask}/ReduceSum/output_0`, b.ints(1)], `${mask}/Sub/output_0`);
  const seqlens = b.add('Cast', [`${mask}/Sub/output_0`], `${mask}/Sub/Cast/output_0`, { to: 6 });
  b.add('Shape', ['attention_mask'], `${mask}/Shape/output_0`);
  b.add('Gather', [`${mask}/Shape/output_0`, b.ints(1)], `${mask}/Gather/output_0`, { axis: 0 });
  const total = b.add('Cast', [`${mask}/Gather/output_0`], `${mask}/Gather/Cast/output_0`, { to: 6 });
  let [x, residual] = b.norm('/model/layers.0/input_layernorm/LayerNorm', '0.input_layernorm', [lookUp(b)]);
  for (let layer = 0; layer < L; layer++) {
    const at = `/model/layers.${layer}`;
    const sizes = [
      ['q', H * HD],
      ['k', KV * HD],
      ['v', KV * HD],
    ] as const;
    const key = (name: string): string => `${layer}.${name}_proj`;
    let qkv = form.packed
      ? [
          b.linear(
            `${at}/attn/qkv_proj`,
            x,
            D,
            sizes.map(([name, rows]) => [key(name), rows]),
            form.bias,
          ),
          '',
          '',
        ]
      : sizes.map(([name, rows]) => b.linear(`${at}/attn/${name}_proj`, x, D, [[key(name), rows]], form.bias));
    if (form.packed && (form.headNorms || form.rotaryNodes)) {
      const split = sizes.map((_, i) => `${at}/attn/qkv_proj/Split/output_${i}`);
      b.nodes.push(node('Split', [qkv[0]!, b.ints(H * HD, KV * HD, KV * HD)], split, { axis: -1 }, ''));
      qkv = [...split];
    }
    if (form.headNorms) qkv = [headNorm(b, qkv[0]!, layer, 'q', H), headNorm(b, qkv[1]!, layer, 'k', KV), qkv[2]!];
    if (form.rotaryNodes)
      for (const i of [0, 1])
        qkv[i] = b.add(
          'RotaryEmbedding',
          [qkv[i]!, 'position_ids', 'cos_cache', 'sin_cache'],
          `${at}/attn/rotary${i}/output_0`,
          { interleaved: 0 },
          'com.microsoft',
        );
    const tables = form.rotaryNodes ? [] : ['cos_cache', 'sin_cache', '', '', ''];
    const past = PARTS.map((part) => `past_key_values.${layer}.${part}`);
    const outputs = [`${at}/attn/output_0`, ...PARTS.map((part) => `present.${layer}.${part}`)];
    const attributes = {
      num_heads: H,
      kv_num_heads: KV,
      scale: { float: 1 / Math.sqrt(HD) },
      local_window_size: -1,
      do_rotary: form.rotaryNodes ? 0 : 1,
    };
    b.nodes.push(node('GroupQueryAttention', [...qkv, ...past, seqlens, total, ...tables], outputs, attributes));
    const o = b.linear(`${at}/attn/o_proj`, outputs[0]!, H * HD, [[key('o'), D]]);
    [x, residual] = b.norm(`${at}/post_attention_layernorm/SkipLayerNorm`, `${layer}.post_attention_layernorm`, [
      residual,
      o,
    ]);
    const gate = b.linear(`${at}/mlp/gate_proj`, x, D, [[key('gate'), F]]);
    const up = b.linear(`${at}/mlp/up_proj`, x, D, [[key('up'), F]]);
    const silu = b.add(
      'Mul',
      [gate, b.add('Sigmoid', [gate], `${at}/mlp/act_fn/Sigmoid/output_0`)],
      `${at}/mlp/act_fn/Mul/output_0`,
    );
    const down = b.linear(`${at}/mlp/down_proj`, b.add('Mul', [silu, up], `${at}/mlp/Mul/output_0`), F, [
      [key('down'), D],
    ]);
    const isLast = layer === L - 1;
    const next = isLast
      ? ['/model/layers.2/final_norm_layernorm/SkipLayerNorm', 'norm']
      : [`/model/layers.${layer + 1}/input_layernorm/SkipLayerNorm`, `${layer + 1}.input_layernorm`];
    [x, residual] = b.norm(next[0]!, next[1]!, [residual, down], isLast);
  }
  b.linear('/lm_head', x, D, [['lm_head', V]]);
  if (form.table !== 'rows') b.numbers.set('embed', b.numbers.get('lm_head')!);
  return { network: Uint8Array.from(writeModel(graph(b))), weights: b.numbers };
}

function graph(b: Builder): OnnxGraph {
  const cache = (name: string, length: string) =>
    Array.from({ length: 2 * L }, (_, i) => info(`${name}.${i >> 1}.${PARTS[i % 2]}`, ['batch_size', KV, length, HD]));
  const ids = (name: string, length: string) => info(name, ['batch_size', length], 'int64');
  return graphOf({
    inputs: [
      ids('input_ids', 'sequence_length'),
      ids('attention_mask', 'total_sequence_length'),
      ...(b.form.rotaryNodes ? [ids('position_ids', 'sequence_length')] : []),
      ...cache('past_key_values', 'past_sequence_length'),
    ],
    outputs: [info('logits', ['batch_size', 'sequence_length', V]), ...cache('present', 'total_sequence_length')],
    nodes: b.nodes,
    initializers: b.initializers,
    opset: 21,
  });
}
