// What: one shape rule per operator: shapes of its inputs → shapes of its outputs.
// Source: ONNX operator reference; onnxruntime ContribOperators.md.
import { intsAttribute } from './attributes.ts';
import type { Dim } from './graph.ts';
import { axisOf, broadcast, sizeOf, type Shape, type ShapeContext } from './shapes.ts';
import { intAttribute } from './lowerings/attributes.ts';

type ShapeRule = (context: ShapeContext) => readonly (Shape | undefined)[];

const same: ShapeRule = (c) => [c.shape(0)];
const elementwise: ShapeRule = (c) => [broadcast(...c.node.inputs.map((_, i) => c.shape(i)))];
const table = (names: string, rule: ShapeRule): Record<string, ShapeRule> =>
  Object.fromEntries(names.split(' ').map((name) => [name, rule]));

/** The axes that a Reduce node, Squeeze or Unsqueeze names, as input (newer opsets) or attribute. */
export function axesOf(c: Pick<ShapeContext, 'node' | 'numbers'>): readonly number[] | undefined {
  return c.numbers(1) ?? intsAttribute(c.node, 'axes');
}

const reduce: ShapeRule = (c) => {
  const x = c.shape(0);
  const named = axesOf(c);
  if (!named?.length && intAttribute(c.node, 'noop_with_empty_axes', 0) === 1) return [x];
  const axes = new Set(named?.length ? named.map((axis) => axisOf(axis, x.length)) : x.keys());
  const keep = intAttribute(c.node, 'keepdims', 1) === 1;
  return [keep ? x.map((dim, i) => (axes.has(i) ? 1 : dim)) : x.filter((_, i) => !axes.has(i))];
};

const arg: ShapeRule = (c) => {
  const x = c.shape(0);
  const axis = axisOf(intAttribute(c.node, 'axis', 0), x.length);
  const keep = intAttribute(c.node, 'keepdims', 1) === 1;
  return [keep ? x.with(axis, 1) : x.toSpliced(axis, 1)];
};

const matMul: ShapeRule = (c) => {
  const [x, y] = [c.shape(0), c.shape(1)];
  const batch = broadcast(x.slice(0, -2), y.slice(0, -2));
  return [[...batch, ...(x.length > 1 ? [x.at(-2)!] : []), ...(y.length > 1 ? [y.at(-1)!] : [])]];
};

const gemm: ShapeRule = (c) => {
  const [a, b] = [c.shape(0), c.shape(1)];
  return [[intAttribute(c.node, 'transA', 0) ? a[1]! : a[0]!, intAttribute(c.node, 'transB', 0) ? b[0]! : b[1]!]];
};

const reshape: ShapeRule = (c) => {
  const x = c.shape(0);
  const asked = c.values(1);
  if (!asked) {
    const rank = c.shape(1)[0];
    return [typeof rank === 'number' ? Array.from({ length: rank }, () => c.fresh()) : undefined];
  }
  const allowZero = intAttribute(c.node, 'allowzero', 0) === 1;
  const out = asked.map((dim, i) => (dim === 0 && !allowZero ? x[i]! : dim));
  return [out.map((dim) => (dim === -1 ? rest(x, out, c) : dim))];
};

/** The size that −1 stands for: equal dimensions cancel, numbers divide. */
function rest(x: Shape, out: Shape, c: ShapeContext): Dim {
  const left: Dim[] = [...x];
  let divisor = 1;
  for (const dim of out) {
    if (dim === -1) continue;
    const at = typeof dim === 'string' ? left.indexOf(dim) : -1;
    if (at >= 0) left.splice(at, 1);
    else if (typeof dim === 'number') divisor *= dim;
    else return c.fresh();
  }
  const size = sizeOf(left.filter((dim) => typeof dim === 'number'))!;
  const names = left.filter((dim) => typeof dim === 'string');
  if (names.length === 0) return size / divisor;
  return names.length === 1 && size === divisor ? names[0]! : c.fresh();
}

const expand: ShapeRule = (c) => {
  const [x, asked, count] = [c.shape(0), c.values(1), c.shape(1)[0]];
  if (asked) return [broadcast(x, asked)];
  if (typeof count !== 'number') return [undefined];
  return [
    broadcast(
      x,
      Array.from({ length: count }, () => c.fresh()),
    ),
  ];
};

const transpose: ShapeRule = (c) => {
  const x = c.shape(0);
  return [(intsAttribute(c.node, 'perm') ?? [...x.keys()].reverse()).map((axis) => x[axis]!)];
};

const unsqueeze: ShapeRule = (c) => {
  const axes = axesOf(c);
  if (!axes) return [undefined];
  const out: Dim[] = [...c.shape(0)];
  const rank = out.length + axes.length;
  for (const axis of axes.map((a) => axisOf(a, rank)).sort((a, b) => a - b)) out.splice(axis, 0, 1);
  return [out];
};

const squeeze: ShapeRule = (c) => {
  const x = c.shape(0);
  const axes = axesOf(c)?.map((axis) => axisOf(axis, x.length));
  return [x.filter((dim, i) => (axes ? !axes.includes(i) : dim !== 1))];
};

const flatten: ShapeRule = (c) => {
  const x = c.shape(0);
  const axis = axisOf(intAttribute(c.node, 'axis', 1), x.length);
  return [[x.slice(0, axis), x.slice(axis)].map((part) => sizeOf(part) ?? (part.length === 1 ? part[0]! : c.fresh()))];
};

const tile: ShapeRule = (c) => {
  const repeats = c.numbers(1);
  return [
    c
      .shape(0)
      .map((dim, i) => (repeats?.[i] === 1 ? dim : typeof dim === 'number' && repeats ? dim * repeats[i]! : c.fresh())),
  ];
};

const slice: ShapeRule = (c) => {
  const x = c.shape(0);
  const [starts, ends, steps] = [c.numbers(1), c.numbers(2), c.numbers(4)];
  const count = c.shape(1)[0];
  const axes = c.numbers(3) ?? (typeof count === 'number' ? Array.from({ length: count }, (_, i) => i) : [...x.keys()]);
  const out: Dim[] = [...x];
  axes.forEach((named, i) => {
    const axis = axisOf(named, x.length);
    out[axis] = starts && ends ? sliceSize(x[axis]!, starts[i]!, ends[i]!, steps?.[i] ?? 1, c) : c.fresh();
  });
  return [out];
};

function sliceSize(dim: Dim, start: number, end: number, step: number, c: ShapeContext): Dim {
  if (typeof dim === 'number') {
    const limit = (value: number): number =>
      Math.min(Math.max(value < 0 ? value + dim : value, step < 0 ? -1 : 0), step < 0 ? dim - 1 : dim);
    return Math.max(0, Math.ceil((limit(end) - limit(start)) / step));
  }
  if (step !== 1) return c.fresh();
  if (start === 0 && end > 2 ** 30) return dim;
  // Slice would clamp to a shorter axis; a named axis is taken to reach the bounds.
  if (start < 0 && (end > 2 ** 30 || end < 0)) return (end < 0 ? end : 0) - start;
  return start >= 0 && end >= 0 && end < 2 ** 30 ? Math.max(0, end - start) : c.fresh();
}

const split: ShapeRule = (c) => {
  const x = c.shape(0);
  const axis = axisOf(intAttribute(c.node, 'axis', 0), x.length);
  const sizes = c.numbers(1) ?? intsAttribute(c.node, 'split');
  const count = c.node.outputs.length;
  const total = x[axis]!;
  const chunk = typeof total === 'number' ? Math.ceil(total / count) : undefined;
  return c.node.outputs.map((_, i) =>
    x.with(axis, sizes?.[i] ?? (chunk ? Math.min(chunk, (total as number) - chunk * i) : c.fresh())),
  );
};

const concat: ShapeRule = (c) => {
  const shapes = c.node.inputs.map((_, i) => c.shape(i));
  const axis = axisOf(intAttribute(c.node, 'axis', 0), shapes[0]!.length);
  return [
    shapes[0]!.with(
      axis,
      sizeOf(shapes.map((shape) => shape[axis]!)) === undefined
        ? c.fresh()
        : shapes.reduce((sum, shape) => sum + (shape[axis] as number), 0),
    ),
  ];
};

const pad: ShapeRule = (c) => {
  const x = c.shape(0);
  const pads = c.numbers(1) ?? intsAttribute(c.node, 'pads');
  const axes = c.numbers(3)?.map((axis) => axisOf(axis, x.length)) ?? [...x.keys()];
  const out: Dim[] = [...x];
  axes.forEach((axis, i) => {
    const added = pads ? pads[i]! + pads[i + axes.length]! : NaN;
    const dim = out[axis]!;
    if (added !== 0) out[axis] = typeof dim === 'number' && !Number.isNaN(added) ? dim + added : c.fresh();
  });
  return [out];
};

const gather: ShapeRule = (c) => {
  const x = c.shape(0);
  const axis = axisOf(intAttribute(c.node, 'axis', 0), x.length);
  return [[...x.slice(0, axis), ...c.shape(1), ...x.slice(axis + 1)]];
};

/** Two 4-bit columns may share a byte: the scales tell how many columns there are. */
const gatherQuantized: ShapeRule = (c) => {
  const [data, ids, scales] = [c.shape(0), c.shape(1), c.shape(2)];
  const [stored, blocks] = [data.at(-1), scales.at(-1)];
  if (typeof stored !== 'number' || typeof blocks !== 'number') return [undefined];
  const block = intAttribute(c.node, 'block_size', 128);
  const packed = (stored * 8) / intAttribute(c.node, 'bits', 4);
  const width = [packed, stored].find((columns) => Math.ceil(columns / block) === blocks);
  return [width === undefined ? undefined : [...ids, width]];
};

const topK: ShapeRule = (c) => {
  const x = c.shape(0);
  const out = x.with(axisOf(intAttribute(c.node, 'axis', -1), x.length), c.numbers(1)?.[0] ?? c.fresh());
  return [out, out];
};

const norm: ShapeRule = (c) => {
  const x = c.shape(0);
  const axis = axisOf(intAttribute(c.node, 'axis', -1), x.length);
  const statistics = x.map((dim, i) => (i >= axis ? 1 : dim));
  return [x, statistics, statistics];
};

const skipNorm: ShapeRule = (c) => {
  const x = broadcast(c.shape(0), c.shape(1));
  const statistics = x.with(-1, 1);
  return [x, statistics, statistics, x];
};

export const SHAPE_RULES: Readonly<Record<string, ShapeRule>> = {
  ...table(
    'Neg Exp Log Sqrt Reciprocal Sigmoid Tanh Erf Abs Relu Sin Cos Softplus HardSigmoid LeakyRelu Elu Gelu',
    same,
  ),
  ...table('QuickGelu FastGelu BiasGelu Swish Mish HardSwish Clip Identity Cast Floor Ceil Round Sign Not IsNaN', same),
  ...table('Softmax LogSoftmax CumSum Trilu RotaryEmbedding DequantizeLinear ScatterElements ScatterND', same),
  ...table('Add Sub Mul Div Pow Max Min Sum Where And Or Xor Mod', elementwise),
  ...table('Equal Less LessOrEqual Greater GreaterOrEqual', elementwise),
  ...table('ReduceSum ReduceMean ReduceMax ReduceMin ReduceProd ReduceSumSquare ReduceLogSumExp', reduce),
  ...table('ReduceLogSum ReduceL1 ReduceL2', reduce),
  ...table('ArgMax ArgMin', arg),
  ...table('LayerNormalization SimplifiedLayerNormalization RMSNormalization', norm),
  ...table('SkipLayerNormalization SkipSimplifiedLayerNormalization', skipNorm),
  MatMul: matMul,
  Gemm: gemm,
  MatMulNBits: (c) => [c.shape(0).with(-1, intAttribute(c.node, 'N', 0))],
  Reshape: reshape,
  Expand: expand,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
  Squeeze: squeeze,
  Flatten: flatten,
  Tile: tile,
  Slice: slice,
  Split: split,
  Concat: concat,
  Pad: pad,
  Gather: gather,
  GatherBlockQuantized: gatherQuantized,
  GatherElements: (c) => [c.shape(1)],
  TopK: topK,
  Shape: (c) => {
    const rank = c.shape(0).length;
    const end = intAttribute(c.node, 'end', rank);
    return [[Math.min(rank, axisOf(end, rank)) - axisOf(intAttribute(c.node, 'start', 0), rank)]];
  },
  Size: () => [[]],
  Range: (c) => {
    const [start, limit, delta] = [0, 1, 2].map((i) => c.numbers(i)?.[0] ?? NaN) as [number, number, number];
    const count = Math.max(0, Math.ceil((limit - start) / delta));
    return [[Number.isNaN(count) ? c.fresh() : count]];
  },
  ConstantOfShape: (c) => {
    const rank = c.shape(0)[0];
    return [c.values(0) ?? (typeof rank === 'number' ? Array.from({ length: rank }, () => c.fresh()) : undefined)];
  },
};
