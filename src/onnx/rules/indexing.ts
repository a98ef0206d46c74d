// What: gradients of Gather and GatherElements with respect to the data.
// Formula: dX[j] = Σ_k [index_k = j]·dY[k]. Constant indices that do not repeat pick from (dY, 0) with the inverse index;
//   otherwise the sum is a product with the one-hot matrix: no scatter, so the order of the sum is fixed.
// Shapes: the size D of the indexed axis must be known. Memory of the one-hot: D × number of indices.
import { int } from '../attributes.ts';
import { numbersOf } from '../constants.ts';
import { intAttribute } from '../lowerings/attributes.ts';
import type { RuleContext, RuleTable } from '../ruleContext.ts';
import type { Shape } from '../shapes.ts';

function sizeOfAxis(c: RuleContext, axis: number): number {
  const size = c.shape(c.x(0))[axis];
  return typeof size === 'number' ? size : c.fail(`the size of its indexed axis ${axis} is unknown`);
}

function range(size: number): number[] {
  return Array.from({ length: size }, (_, i) => i);
}

/** int32 indices counted from the front. */
function indices(c: RuleContext, size: number): string {
  const constant = c.constant(1);
  if (constant) {
    const values = numbersOf(constant).map((index) => (index < 0 ? index + size : index));
    return c.emit.constant('int32', constant.shape, values);
  }
  const cast = c.op('Cast', [c.x(1)], { to: int(6) });
  const [zero, minus] = [c.emit.constant('int32', [], [0]), c.emit.constant('int32', [], [-size])];
  return c.op('Where', [c.op('Less', [cast, zero]), c.op('Sub', [cast, minus]), cast]);
}

function gather(c: RuleContext): (string | undefined)[] {
  const axis = c.axis(intAttribute(c.node, 'axis', 0));
  const size = sizeOfAxis(c, axis);
  const constant = c.constant(1);
  const values = constant && numbersOf(constant).map((index) => (index < 0 ? index + size : index));
  if (values && new Set(values).size === values.length) return [inverseGather(c, axis, size, values, constant.shape)];
  return [oneHotGather(c, axis, size)];
}

function inverseGather(c: RuleContext, axis: number, size: number, values: readonly number[], at: Shape): string {
  const out = c.shape(c.y);
  const flat: Shape = [...out.slice(0, axis), values.length, ...out.slice(axis + at.length)];
  let d = c.d;
  if (at.length === 0) d = c.op('Unsqueeze', [d, c.emit.int64s(axis)]);
  else if (at.length > 1)
    d = c.reshape(d, out, flat) ?? c.fail(`too many sizes of its output [${out.join(', ')}] are unknown`);
  const missing = range(size).some((j) => !values.includes(j));
  const source = missing ? c.pad(d, flat.length, axis, 0, 1) : d;
  const inverse = range(size).map((j) => (values.includes(j) ? values.indexOf(j) : values.length));
  return c.op('Gather', [source, c.emit.constant('int32', [size], inverse)], { axis: int(axis) });
}

function oneHotGather(c: RuleContext, axis: number, size: number): string {
  const [rank, at, out] = [c.rank, c.shape(c.x(1)), c.shape(c.y)];
  // [before, indices, after] → [before, after, indices] → [before, after, n]: all but the last axis stay where they are.
  const lead = range(at.length).map((i) => axis + i);
  const back = c.transpose(c.d, [...range(out.length).filter((i) => !lead.includes(i)), ...lead]);
  const rows = c.op('Reshape', [back, c.emit.int64s(...range(rank - 1).map(() => 0), -1)]);
  const index = c.op('Reshape', [indices(c, size), c.emit.int64s(-1, 1)]); // [n, 1]
  const equal = c.op('Equal', [index, c.emit.constant('int32', [1, size], range(size))]);
  const oneHot = c.op('Cast', [equal], { to: int(1) }); // [n, D]
  const product = rank === 1 ? withoutRows(c, rows, oneHot) : c.op('MatMul', [rows, oneHot]); // [before, after, D]
  const perm = range(rank).map((i) => (i === axis ? rank - 1 : i < axis ? i : i - 1));
  return c.transpose(product, perm);
}

/** [n] · [n, D]: a matrix of one row, as WebGPU's MatMul takes matrices. */
function withoutRows(c: RuleContext, row: string, oneHot: string): string {
  const product = c.op('MatMul', [c.op('Unsqueeze', [row, c.emit.int64s(0)]), oneHot]);
  return c.op('Squeeze', [product, c.emit.int64s(0)]);
}

function gatherElements(c: RuleContext): (string | undefined)[] {
  const axis = c.axis(intAttribute(c.node, 'axis', 0));
  const size = sizeOfAxis(c, axis);
  const [to, at] = [c.shape(c.x(0)), c.shape(c.x(1))];
  const column = range(to.length).map((i) => (i === axis ? size : 1));
  const unsqueeze = (tensor: string): string => c.op('Unsqueeze', [tensor, c.emit.int64s(axis)]);
  // [..., 1, K, ...] against [D, 1, ...]: the new axis is j, the next one k.
  const all = c.emit.constant('int32', [size, ...column.slice(axis + 1).map(() => 1), 1], range(size));
  const equal = c.op('Equal', [unsqueeze(indices(c, size)), all]);
  let d = c.reduce('ReduceSum', c.where(equal, unsqueeze(c.d)), [axis + 1], false);
  to.forEach((dim, i) => {
    const given = at[i]!;
    if (i === axis || dim === given) return;
    if (typeof dim === 'number' && typeof given === 'number') d = c.pad(d, to.length, i, 0, dim - given);
  });
  return [d];
}

export const INDEXING: RuleTable = { Gather: gather, GatherElements: gatherElements };
