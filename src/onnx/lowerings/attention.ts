// What: causal attention over up to three blocks of keys: the prompt's shared prefix, the row's cache, the row's own tokens.
// Formula: a block b gives s = q·Kᵀ + mask, m_b = ⌊max(s)⌋, e = exp(s − m_b), z_b = Σe, o_b = e·V; with m = max_b m_b and
//   w_b = exp(m_b − m) the result is Σ w_b·o_b / Σ w_b·z_b = softmax over the concatenation · V. Floor has no gradient,
//   and none is missing: the result does not depend on m_b. A single block is Softmax · V.
// Shapes: query [R,KV,rep·T,hd]; own K, V [R,KV,T,hd]; cache K, V [R,KV,C,hd]; prefix K, V [P,KV,S,hd] are never copied per
//   row: there the query is [P,KV,G·rep·T,hd]. The split of R into P and G is the shape of `positions` [P,G,T].
// Source: FlashAttention's combination of blocks (Dao et al. 2022, §3.1), with one block per cache.
import type { LowerEmitter } from '../lowerEmitter.ts';
import { keyValueName, POSITIONS, type LowerContext } from './context.ts';
import { causalMask, FLOOR, slotMask } from './masks.ts';

export interface AttentionCall {
  readonly layer: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headSize: number;
  readonly scale: number;
  readonly softcap: number;
  readonly causal: boolean;
  /** [R or 1, H or 1, T, T] added to the own scores; '' = none. */
  readonly bias: string;
  /** [R,T,H,hd], rotated. */
  readonly query: string;
  /** `present.{i}.key`, `present.{i}.value` [R,KV,T,hd]. */
  readonly key: string;
  readonly value: string;
}

interface Block {
  readonly out: string;
  readonly sum: string;
  readonly max: string;
}

/** Emits the attention and returns [R,T,H·hd]. */
export function attend(call: AttentionCall, output: string, context: LowerContext): void {
  const { emit, options } = context;
  const { heads, kvHeads, headSize, layer } = call;
  const scaled = emit.op('Mul', [call.query, emit.scalar(call.scale)]);
  const query = emit.reshape(emit.transpose(scaled, 0, 2, 1, 3), 0, kvHeads, -1, headSize); // [R,KV,rep·T,hd]
  let merged: string;
  if (options.prefix || options.cache) {
    const own = block(query, call.key, call.value, causalMask(heads / kvHeads, context), call, emit);
    const blocks = [own];
    if (options.cache) {
      const [key, value] = [keyValueName('cache', layer, 'key'), keyValueName('cache', layer, 'value')];
      blocks.push(block(query, key, value, slotMask('cache', layer, context), call, emit));
    }
    if (options.prefix) blocks.push(prefixBlock(query, call, context));
    merged = combine(blocks, emit);
  } else merged = softmaxBlock(query, call, context);
  const byHead = emit.reshape(merged, 0, heads, -1, headSize); // [R,H,T,hd]
  emit.op('Reshape', [emit.transpose(byHead, 0, 2, 1, 3), emit.int64s(0, 0, heads * headSize)], {}, output);
}

function scores(query: string, key: string, call: AttentionCall, emit: LowerEmitter): string {
  const raw = emit.op('MatMul', [query, emit.transpose(key, 0, 1, 3, 2)]);
  if (call.softcap === 0) return raw;
  const bent = emit.op('Tanh', [emit.op('Mul', [raw, emit.scalar(1 / call.softcap)])]);
  return emit.op('Mul', [bent, emit.scalar(call.softcap)]);
}

function softmaxBlock(query: string, call: AttentionCall, context: LowerContext): string {
  const { emit } = context;
  const rep = call.heads / call.kvHeads;
  let weights = scores(query, call.key, call, emit); // [R,KV,rep·T,T]
  if (call.bias) {
    const byHead = emit.op('Add', [emit.reshape(weights, 0, call.heads, -1, 0), call.bias]); // [R,H,T,T]
    weights = emit.reshape(byHead, 0, call.kvHeads, -1, 0);
  }
  if (call.causal) weights = emit.op('Add', [weights, causalMask(rep, context)]);
  return emit.op('MatMul', [emit.op('Softmax', [weights], { axis: -1 }), call.value]);
}

function block(
  query: string,
  key: string,
  value: string,
  mask: string,
  call: AttentionCall,
  emit: LowerEmitter,
): Block {
  const masked = emit.op('Add', [scores(query, key, call, emit), mask]);
  const max = emit.op('Floor', [emit.op('Max', [emit.reduceLast('ReduceMax', masked), emit.scalar(FLOOR)])]);
  const weights = emit.op('Exp', [emit.op('Sub', [masked, max])]);
  return { out: emit.op('MatMul', [weights, value]), sum: emit.reduceLast('ReduceSum', weights), max };
}

/** The block of the shared prefix: grouped by prompt, computed, and brought back to the layout of the rows. */
function prefixBlock(query: string, call: AttentionCall, context: LowerContext): Block {
  const { emit } = context;
  const { kvHeads, headSize, layer } = call;
  const shapes = prefixShapes(call, context);
  const split = emit.op('Reshape', [query, shapes.split]); // [P,G,KV,rep·T,hd]
  const byPrompt = emit.transpose(split, 0, 2, 1, 3, 4); // [P,KV,G,rep·T,hd]
  const grouped = emit.reshape(byPrompt, 0, kvHeads, -1, headSize); // [P,KV,G·rep·T,hd]
  const [key, value] = [keyValueName('prefix', layer, 'key'), keyValueName('prefix', layer, 'value')];
  const result = block(grouped, key, value, slotMask('prefix', layer, context), call, emit);
  const out = emit.transpose(emit.op('Reshape', [result.out, shapes.byPrompt]), 0, 2, 1, 3, 4); // [P,G,KV,rep·T,hd]
  const column = (x: string): string => {
    const back = emit.transpose(emit.op('Reshape', [x, shapes.byPromptColumn]), 0, 2, 1, 3, 4); // [P,G,KV,rep·T,1]
    return emit.op('Reshape', [back, shapes.rowsColumn]); // [R,KV,rep·T,1]
  };
  return {
    out: emit.op('Reshape', [out, shapes.rows]), // [R,KV,rep·T,hd]
    sum: column(result.sum),
    max: column(result.max),
  };
}

/**
 * The shapes between the two layouts, spread from `positions` [P,G,T], once for all layers alike. They are not taken from
 * the tensors themselves: ORT turns Shape(Transpose(x)) into an int64 Gather, which WebGPU lacks.
 */
function prefixShapes({ heads, kvHeads, headSize }: AttentionCall, { emit }: LowerContext) {
  const key = `prefix shapes ${heads} ${kvHeads} ${headSize}`;
  const token = emit.once(`${key} token`, () => {
    const split = emit.reshape(emit.cast(POSITIONS, 'float32'), 0, 0, 1, -1, 1); // [P,G,1,T,1]
    const repeated = emit.op('Expand', [split, emit.int64s(1, 1, heads / kvHeads, 1, 1)]); // [P,G,rep,T,1]
    return emit.reshape(repeated, 0, 0, 1, -1, 1); // [P,G,1,rep·T,1]
  });
  const spread = (name: string, arrange: () => string, ...by: number[]): string =>
    emit.once(`${key} ${name}`, () => emit.op('Shape', [emit.op('Expand', [arrange(), emit.int64s(...by)])]));
  const byPrompt = (): string => emit.reshape(token, 0, 1, -1, 0, 1); // [P,1,G,rep·T,1]
  const rows = (): string => emit.op('Squeeze', [emit.reshape(token, 1, -1, 1, 0, 1), emit.int64s(0)]); // [R,1,rep·T,1]
  return {
    split: spread('split', () => token, 1, 1, kvHeads, 1, headSize),
    byPrompt: spread('byPrompt', byPrompt, 1, kvHeads, 1, 1, headSize),
    byPromptColumn: spread('byPromptColumn', byPrompt, 1, kvHeads, 1, 1, 1),
    rows: spread('rows', rows, 1, kvHeads, 1, headSize),
    rowsColumn: spread('rowsColumn', rows, 1, kvHeads, 1, 1),
  };
}

function combine(blocks: readonly Block[], emit: LowerEmitter): string {
  if (blocks.length === 1) return emit.op('Div', [blocks[0]!.out, blocks[0]!.sum]);
  const max = blocks.map((b) => b.max).reduce((a, b) => emit.op('Max', [a, b]));
  const weighted = blocks.map((b) => {
    const weight = emit.op('Exp', [emit.op('Sub', [b.max, max])]); // [R,KV,rep·T,1]
    return { out: emit.op('Mul', [b.out, weight]), sum: emit.op('Mul', [b.sum, weight]) };
  });
  const add = (parts: readonly string[]): string => parts.reduce((a, b) => emit.op('Add', [a, b]));
  return emit.op('Div', [add(weighted.map((w) => w.out)), add(weighted.map((w) => w.sum))]);
}
