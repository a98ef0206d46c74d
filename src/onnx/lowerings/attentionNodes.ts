// What: reads GroupQueryAttention and MultiHeadAttention nodes and hands them to `attend` in one form.
// Formula: packed query = [q | k | v] along the last axis; rotary inside the node (do_rotary) by `positions`; the int64
//   lengths, masks and pasts of the node are dropped: causality and the int32 lengths say the same.
// Shapes: q [R,T,H·hd], k, v [R,T,KV·hd] or packed [R,T,(H+2KV)·hd]; present.{i}.* [R,KV,T,hd] of this call only.
// Source: onnxruntime ContribOperators.md (com.microsoft.GroupQueryAttention, com.microsoft.MultiHeadAttention).
import { OnnxError, type Initializer, type OnnxNode } from '../graph.ts';
import { dependsOn, lastDim } from '../lowerGraphEdit.ts';
import { attend } from './attention.ts';
import { floatAttribute, intAttribute, refuseAttributes, refuseInputs } from './attributes.ts';
import { keyValueName, type LowerContext } from './context.ts';
import { rotate } from './rotary.ts';

interface Heads {
  readonly heads: number;
  readonly kvHeads: number;
  readonly headSize: number;
}

export function lowerGroupQueryAttention(node: OnnxNode, context: LowerContext): void {
  refuseAttributes(node, { local_window_size: -1, smooth_softmax: 0, qk_output: 0, kv_cache_bit_width: 0 });
  refuseInputs(node, { 11: 'head_sink', 12: 'k_scale', 13: 'v_scale' });
  const { emit } = context;
  const heads = intAttribute(node, 'num_heads', 0);
  const kvHeads = intAttribute(node, 'kv_num_heads', heads);
  let [query = '', key = '', value = ''] = node.inputs;
  const packed = key === '';
  const headSize = headSizeOf(node, query, packed ? heads + 2 * kvHeads : heads, context);
  const sizes = { heads, kvHeads, headSize };
  if (packed) {
    const parts = ['q', 'k', 'v'].map((part) => emit.fresh(part));
    const widths = emit.int64s(heads * headSize, kvHeads * headSize, kvHeads * headSize);
    emit.multi('Split', [query, widths], parts, { axis: -1 });
    [query = '', key = '', value = ''] = parts;
  }
  const cos = node.inputs[7] ?? '';
  const tables =
    intAttribute(node, 'do_rotary', 0) === 1
      ? { cos, sin: node.inputs[8] ?? '', interleaved: intAttribute(node, 'rotary_interleaved', 0) === 1 }
      : undefined;
  const turn = (x: string, count: number): string => {
    const split = emit.reshape(x, 0, 0, count, headSize);
    return tables ? rotate(split, headSize, tables, context) : split;
  };
  finish(
    node,
    turn(query, heads),
    turn(key, kvHeads),
    value,
    sizes,
    { bias: node.inputs[10] ?? '', past: 3, causal: true },
    context,
  );
}

export function lowerMultiHeadAttention(node: OnnxNode, context: LowerContext): void {
  refuseInputs(node, { 8: 'past_sequence_length', 9: 'cache_indirection' });
  const { emit } = context;
  const heads = intAttribute(node, 'num_heads', 0);
  const inputs = node.inputs.slice(0, 3);
  if (!inputs[1] || !inputs[2])
    throw new OnnxError(`${node.name} (MultiHeadAttention): packed query or key/value inputs are not supported.`);
  const headSize = headSizeOf(node, inputs[0]!, heads, context);
  const [query, key, value] = addPackedBias(inputs, node.inputs[3] ?? '', heads * headSize, node, context);
  const fromMask = (input: string): boolean => input !== '' && dependsOn(context.producers, input, 'attention_mask');
  const padding = node.inputs[4] ?? '';
  if (padding && !fromMask(padding)) refuseInputs(node, { 4: 'key_padding_mask' });
  const bias = node.inputs[5] ?? '';
  const causal = intAttribute(node, 'unidirectional', 0) === 1 || fromMask(bias);
  const split = (x: string): string => emit.reshape(x, 0, 0, heads, headSize);
  const sizes = { heads, kvHeads: heads, headSize };
  finish(node, split(query!), split(key!), value!, sizes, { bias, past: 6, causal }, context);
}

/** `query`, `key` [R,T,heads,hd]; `value` [R,T,KV·hd]. */
function finish(
  node: OnnxNode,
  query: string,
  key: string,
  value: string,
  sizes: Heads,
  rest: { bias: string; past: number; causal: boolean },
  context: LowerContext,
): void {
  const { emit, options } = context;
  // A bias made from attention_mask is the causal and padding mask itself.
  const bias = rest.bias && dependsOn(context.producers, rest.bias, 'attention_mask') ? '' : rest.bias;
  if (bias && (options.prefix || options.cache))
    throw new OnnxError(
      `${node.name} (${node.opType}): input attention_bias is not supported together with a prefix or cache.`,
    );
  if (!rest.causal && (options.prefix || options.cache))
    throw new OnnxError(`${node.name} (${node.opType}): attention that is not causal cannot read a prefix or cache.`);
  const layer = layerOf(node, rest.past, context);
  const [presentKey, presentValue] = [keyValueName('present', layer, 'key'), keyValueName('present', layer, 'value')];
  emit.op('Transpose', [key], { perm: [0, 2, 1, 3] }, presentKey); // [R,KV,T,hd]
  const valueHeads = emit.reshape(value, 0, 0, sizes.kvHeads, sizes.headSize);
  emit.op('Transpose', [valueHeads], { perm: [0, 2, 1, 3] }, presentValue);
  context.layers.push({ layer, kvHeads: sizes.kvHeads, headSize: sizes.headSize });
  const scale = floatAttribute(node, 'scale', 0) || 1 / Math.sqrt(sizes.headSize);
  const softcap = floatAttribute(node, 'softcap', 0);
  const call = {
    ...sizes,
    layer,
    scale,
    softcap,
    causal: rest.causal,
    bias,
    query,
    key: presentKey,
    value: presentValue,
  };
  attend(call, node.outputs[0]!, context);
}

function headSizeOf(node: OnnxNode, query: string, count: number, context: LowerContext): number {
  const { graph, producers } = context;
  const width = lastDim(graph, producers, query);
  const past = node.inputs
    .map((name) => graph.inputs.find((input) => input.name === name))
    .find((info) => info?.shape.length === 4);
  const size = width !== undefined ? width / count : past?.shape[3];
  if (typeof size !== 'number' || !Number.isInteger(size) || size <= 0)
    throw new OnnxError(
      `${node.name} (${node.opType}): the head size is unknown (query width ${width ?? 'unknown'}, ${count} heads).`,
    );
  return size;
}

/** The number in the past's or present's name; failing that, the order of the attention nodes. */
function layerOf(node: OnnxNode, past: number, context: LowerContext): number {
  for (const name of [node.inputs[past], node.outputs[1], node.name]) {
    const match = /(?:past_key_values|present|past|layers)[._](\d+)/.exec(name ?? '');
    if (match) return Number(match[1]);
  }
  return context.layers.length;
}

function addPackedBias(
  inputs: readonly string[],
  bias: string,
  width: number,
  node: OnnxNode,
  context: LowerContext,
): string[] {
  if (!bias) return [...inputs];
  const packed: Initializer | undefined = context.graph.initializers.get(bias);
  if (packed?.dataType !== 'float32')
    throw new OnnxError(
      `${node.name} (MultiHeadAttention): input bias is not a float32 constant, which is not supported.`,
    );
  const values = new Float32Array(packed.bytes.slice().buffer);
  return inputs.map((x, i) => {
    const part = context.emit.floats(values.slice(i * width, (i + 1) * width), [width]);
    return context.emit.op('Add', [x, part]);
  });
}
