// What: additive masks from int32 lengths, made once per graph: 0 where a key may be seen, MASKED where not.
// Formula: prefix slot s of prompt p: s < prefix_lengths[p]; cache slot c of row r: c < cache_lengths[r];
//   own token j' of query j: j' ≤ j. MASKED is finite; exp(MASKED − m) is exactly 0 for every m ≥ FLOOR.
// Shapes: slots [P,1,1,S] or [R,1,1,C]; causal [1,rep·T,T] (queries of rep heads one after the other).
// Note: sizes enter through Expand to Shape(x, start, end) and CumSum; neither provider needs int64 arithmetic.
import { keyValueName, POSITIONS, type LowerContext } from './context.ts';

export const MASKED = -1e9;
/** Lower bound of the row maximum, so that a block without a visible key has weight 0, not 0/0. */
export const FLOOR = -1e6;

/** 0, 1, 2, … as float32, as many as `tensor` has entries along `axis`. */
function counting(tensor: string, axis: number, { emit }: LowerContext): string {
  const size = emit.op('Shape', [tensor], { start: axis, end: axis + 1 });
  const ones = emit.op('Expand', [emit.floats([1], [1]), size]);
  return emit.op('CumSum', [ones, emit.int64Scalar(0)], { exclusive: 1 });
}

export function slotMask(kind: 'prefix' | 'cache', layer: number, context: LowerContext): string {
  const { emit } = context;
  return emit.once(`mask ${kind}`, () => {
    const slot = emit.cast(counting(keyValueName(kind, layer, 'key'), 2, context), 'int32');
    const lengths = emit.reshape(`${kind}_lengths`, -1, 1, 1, 1);
    return emit.op('Where', [emit.op('Less', [slot, lengths]), emit.scalar(0), emit.scalar(MASKED)]);
  });
}

export function causalMask(rep: number, context: LowerContext): string {
  const { emit, options } = context;
  return emit.once(`mask causal ${rep}`, () => {
    const token = counting(POSITIONS, options.prefix ? 2 : 1, context); // [T]
    const visible = emit.op('LessOrEqual', [token, emit.reshape(token, -1, 1)]); // [T,T]
    const mask = emit.op('Where', [visible, emit.scalar(0), emit.scalar(MASKED)]);
    const repeated = emit.op('Expand', [emit.op('Unsqueeze', [mask, emit.int64s(0)]), emit.int64s(rep, 1, 1)]);
    return emit.reshape(repeated, 1, -1, 0); // [1,rep·T,T]
  });
}
