// What: a language model of two layers with random weights in each form that exports have, as the files of a bundle, and the numbers that its
//   weights stand for (for formReference.ts).
// Shapes: D 64, 4 heads and 2 KV heads of 16, inner 160, V 96; linear weights [out, in].
// Source: graphs that onnxruntime-genai 0.18's model builder writes for Llama, Qwen2 and Qwen3 (names, operators, folded and turned tables).
import type { OnnxGraph } from '../../../src/onnx/graph.ts';
import { writeModel } from '../../../src/onnx/writeModel.ts';
import { graphOf, info, node } from '../../onnx/lowerHarness.ts';
import { BLOCK, Builder, SIZE, type Form } from './formBuilder.ts';

const { D, H, KV, HD, F, L, V, EPS, THETA } = SIZE;
const PARTS = ['key', 'value'] as const;
const POSITIONS = 128;

export interface FormModel {
  readonly network: Uint8Array<ArrayBuffer>;
  /** By name: `0.q_proj` [out × in], `0.q_proj.bias`, `0.input_layernorm`, `embed`, `lm_head`, … */
  readonly weights: ReadonlyMap<string, Float64Array>;
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
