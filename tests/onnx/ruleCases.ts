// What: one case or more for every gradient rule; used against central differences, on ORT's WASM build and on WebGPU.
// Shapes: small and unequal; leading axes are named instead of sized in the cases marked so.
import { float, int, ints, text } from '../../src/onnx/attributes.ts';
import { QUANTISED, ROTARY } from './ruleCasesContrib.ts';
import { contrib, i64, named, NAMED, Random, single, x } from './ruleCaseKit.ts';
import type { CaseOptions, Operand, Row, RuleCase } from './ruleCaseKit.ts';

export type { RuleCase } from './ruleCaseKit.ts';

const frozen = (...shape: number[]): Operand => ({ shape, frozen: true });
const within = (low: number, high: number, ...shape: number[]): Operand => ({ shape, low, high });
const indices = (shape: number[], values: number[], input = false): Operand => ({
  shape,
  values,
  type: 'int32',
  input,
});
const f32 = (...values: number[]): Operand => ({ shape: [], values, type: 'float32' });

const unary = (names: string, operand: Operand, options?: CaseOptions): Row[] =>
  names.split(' ').map((name) => [name, [operand], options]);

const ELEMENTWISE: Row[] = [
  ...named('Add Sub Mul'.split(' ').map((name): Row => [name, [x(2, 3, 4), x(3, 1)]])),
  ...named([['Div', [x(2, 3, 4), within(0.5, 2, 2, 1, 4)]]]),
  ['Add', [x(), x(2, 3)], { note: 'scalar operand' }],
  ['Mul', [x(3, 4), x(3, 4)], { note: 'equal shapes' }],
  ['Sub', [x(4), x(2, 3, 4)], { note: 'first operand broadcast' }],
  ['Sum', [x(2, 3), x(3), x(2, 1)]],
  ...named('Max Min'.split(' ').map((name): Row => [name, [x(2, 3, 4), x(3, 1)]])),
  ['Max', [x(2, 3), x(2, 3), x(3)], { note: 'three operands' }],
  ...unary('Neg Exp Sin Cos Abs Erf Identity', within(-2, 2, 3, 5)),
  ...unary('Log Sqrt Reciprocal', within(0.3, 3, 3, 5)),
  ...[2, 3, 1, 0.5, -1.5].map((p): Row => ['Pow', [within(0.3, 2, 3, 5), f32(p)], { note: `exponent ${p}` }]),
  ['Pow', [within(-2, -0.3, 3, 5), f32(2)], { note: 'negative base' }],
  ['Pow', [within(0.3, 2, 2, 3), { shape: [3], values: [1.5, 2, -1] }], { note: 'vector of exponents' }],
  ['Clip', [x(3, 5), f32(-0.5), f32(0.4)]],
  ['Clip', [x(3, 5), '', f32(0.4)], { note: 'max only' }],
  ['Where', [{ shape: [3, 1], values: [1, 0, 1], type: 'bool' }, x(2, 3, 4), x(4)]],
  ['Cast', [x(2, 3)], { attributes: { to: int(1) } }],
];

const ACTIVATION: Row[] = [
  ...unary('Sigmoid Tanh Relu Softplus LeakyRelu Elu Gelu', within(-3, 3, 4, 5)),
  ['HardSigmoid', [within(-4, 4, 4, 5)], { attributes: { alpha: float(0.25), beta: float(0.45) } }],
  ['LeakyRelu', [within(-3, 3, 9)], { attributes: { alpha: float(0.3) }, note: 'alpha 0.3' }],
  ['Elu', [within(-3, 3, 9)], { attributes: { alpha: float(0.7) }, note: 'alpha 0.7' }],
  ['Gelu', [within(-3, 3, 4, 5)], { attributes: { approximate: text('tanh') }, note: 'tanh' }],
  ['Gelu', [within(-3, 3, 4, 5)], { domain: 'com.microsoft', note: 'contrib' }],
  ['FastGelu', [within(-3, 3, 4, 5)], { domain: 'com.microsoft' }],
  ['FastGelu', [within(-3, 3, 2, 3, 4), x(4)], { domain: 'com.microsoft', note: 'bias' }],
  ['BiasGelu', [within(-3, 3, 2, 3, 4), x(4)], { domain: 'com.microsoft' }],
  ['QuickGelu', [within(-3, 3, 4, 5)], { domain: 'com.microsoft', attributes: { alpha: float(1.702) } }],
  ['QuickGelu', [within(-3, 3, 4, 5)], { domain: 'com.microsoft', attributes: { alpha: float(1) }, note: 'SiLU' }],
];

const keep = (value: number) => ({ keepdims: int(value) });
const reductions = 'ReduceSum ReduceMean ReduceMax ReduceMin ReduceSumSquare ReduceLogSumExp ReduceL2 ReduceL1'.split(
  ' ',
);
const REDUCE: Row[] = [
  ...named(
    reductions.flatMap((name): Row[] => [
      [name, [x(2, 3, 4), i64(-1)], { attributes: keep(1), note: 'last axis' }],
      [name, [x(2, 3, 4), i64(0, 2)], { attributes: keep(0), note: 'axes 0, 2' }],
    ]),
  ),
  ...reductions.map((name): Row => [name, [x(2, 3)], { attributes: keep(0), note: 'all axes' }]),
  ['ReduceLogSum', [within(0.3, 2, 3, 4), i64(1)], { attributes: keep(1) }],
  ...named(
    [-1, 1, 0].flatMap((axis): Row[] => [
      ['Softmax', [within(-2, 2, 2, 3, 4)], { attributes: { axis: int(axis) }, note: `axis ${axis}` }],
      ['LogSoftmax', [within(-2, 2, 2, 3, 4)], { attributes: { axis: int(axis) }, note: `axis ${axis}` }],
    ]),
  ),
];

const gemms = [0, 1].flatMap((transA) =>
  [0, 1].map((transB): Row => {
    const [a, b] = [transA ? x(4, 3) : x(3, 4), transB ? x(5, 4) : x(4, 5)];
    const attributes = { transA: int(transA), transB: int(transB), alpha: float(0.7), beta: float(1.3) };
    return ['Gemm', [a, b, x(5)], { attributes, note: `transA ${transA}, transB ${transB}` }];
  }),
);
const MATMUL: Row[] = [
  ...named([
    ['MatMul', [x(3, 4), x(4, 5)]],
    ['MatMul', [x(2, 3, 4), x(4, 5)], { note: 'batched by matrix' }],
    ['MatMul', [x(2, 3, 4), x(2, 4, 5)], { note: 'batched' }],
    ['MatMul', [x(2, 1, 3, 4), x(5, 4, 2)], { note: 'broadcast batch' }],
  ]),
  ['MatMul', [x(4), x(4, 5)], { note: 'vector left' }],
  ['MatMul', [x(2, 3, 4), x(4)], { note: 'vector right' }],
  ['MatMul', [x(4), x(4)], { note: 'vectors' }],
  ['MatMul', [x(4), x(2, 4, 3)], { note: 'vector left, batched' }],
  ...gemms,
  ['Gemm', [x(3, 4), x(4, 5)], { note: 'no C' }],
  ['Gemm', [x(3, 4), x(4, 5), x(3, 1)], { note: 'C is a column' }],
];

const perm = (...value: number[]) => ({ perm: ints(value) });
const SHAPE: Row[] = [
  ...named([
    ['Reshape', [x(2, 3, 4), i64(0, 2, -1)], { note: '0 and −1' }],
    ['Reshape', [x(2, 3, 4), i64(0, 0, 2, 2)], { note: 'last axis split' }],
    ['Reshape', [x(2, 3, 4), i64(-1, 4)], { note: 'rows' }],
    ['Flatten', [x(2, 3, 4)], { attributes: { axis: int(2) } }],
    ['Transpose', [x(2, 3, 4)], { attributes: perm(2, 0, 1) }],
    ['Unsqueeze', [x(2, 3), i64(0, -1)]],
    ['Squeeze', [x(2, 1, 3, 1), i64(1, -1)]],
    ['Tile', [x(2, 3, 4), i64(1, 1, 3)]],
  ]),
  ['Transpose', [x(2, 3)], { note: 'no perm' }],
  ['Squeeze', [x(2, 1, 3)], { note: 'no axes' }],
  ['Expand', [x(3, 1), i64(2, 3, 4)]],
  ['Expand', [x(3), i64(1)], { note: 'to a smaller shape' }],
  ['Tile', [x(2, 3), i64(2, 2)], { note: 'both axes' }],
  ['CumSum', [x(3, 4), { shape: [], values: [1], type: 'int64' }]],
  [
    'CumSum',
    [x(3, 4), { shape: [], values: [0], type: 'int64' }],
    { attributes: { exclusive: int(1), reverse: int(1) }, note: 'exclusive, reverse' },
  ],
  ['Trilu', [x(2, 4, 4)], { attributes: { upper: int(0) } }],
];

const MAX = 2 ** 31 - 1;
const one = (axis: number, start: number, end: number, step = 1): Operand[] => [
  i64(start),
  i64(end),
  i64(axis),
  i64(step),
];
const axis = (value: number) => ({ axis: int(value) });
const SLICING: Row[] = [
  ...named([
    ['Slice', [x(2, 3, 6), ...one(2, 1, 4)]],
    ['Slice', [x(2, 5, 3), ...one(1, 1, MAX)], { note: 'from 1' }],
    ['Slice', [x(2, 5, 3), ...one(1, 0, -1)], { note: 'but the last' }],
    ['Slice', [x(2, 5, 3), ...one(1, -2, MAX)], { note: 'last two' }],
    ['Slice', [x(2, 5, 3), ...one(1, -3, -1)], { note: 'from the end' }],
    ['Slice', [x(2, 3, 7), ...one(2, 1, 7, 3)], { note: 'step 3' }],
    ['Slice', [x(2, 3, 6), ...one(2, -1, -MAX, -1)], { note: 'reversed' }],
    ['Slice', [x(2, 3, 7), ...one(2, 5, 0, -2)], { note: 'step −2' }],
    ['Split', [x(2, 3, 6), i64(1, 3, 2)], { outputs: ['a', 'b', 'c'], attributes: axis(-1) }],
    [
      'Split',
      [x(2, 3, 6), i64(1, 3, 2)],
      { outputs: ['a', 'b', 'c'], from: ['b'], attributes: axis(-1), note: 'one output used' },
    ],
    ['Concat', [x(2, 3, 1), x(2, 3, 2), x(2, 3, 4)], { attributes: axis(-1) }],
    ['Concat', [x(2, 3, 4), x(2, 2, 4)], { attributes: axis(1), note: 'axis 1' }],
    ['Concat', [x(2, 1, 4), x(2, 3, 4), x(2, 1, 4)], { attributes: axis(1), note: 'one of three sizes named' }],
    ['Pad', [x(2, 3, 4), i64(0, 1, 2, 0, 0, 3)]],
  ]),
  ['Slice', [x(4, 5), i64(1, 0), i64(3, 4), i64(0, 1)], { note: 'two axes' }],
  ['Split', [x(2, 6)], { outputs: ['a', 'b'], attributes: { axis: int(1), num_outputs: int(2) }, note: 'equal parts' }],
  ['Pad', [x(3, 4), i64(2, 1), '', i64(-1)], { note: 'axes given' }],
];

const INDEXING: Row[] = [
  ['Gather', [x(5, 3), indices([3], [4, 0, -2])], { note: 'constant, unique' }],
  ['Gather', [x(2, 5, 3), indices([], [2])], { attributes: axis(1), note: 'constant scalar' }],
  ['Gather', [x(4, 3), indices([4], [2, 0, 3, 1])], { note: 'constant permutation' }],
  ['Gather', [x(2, 6), indices([2, 2], [0, 5, 3, 1])], { attributes: axis(1), note: 'constant matrix' }],
  ['Gather', [x(5, 3), indices([4], [1, 1, 4, 1])], { note: 'constant, repeated' }],
  ['Gather', [x(5, 3), indices([2, 3], [1, 1, 4, -1, 0, 1], true)], { note: 'input' }],
  ['Gather', [x(2, 5, 3), indices([4], [1, 4, 4, 0], true)], { attributes: axis(1), note: 'input, axis 1' }],
  [
    'Gather',
    [x(2, 3, 5), indices([2, 2], [1, 4, 4, 0], true)],
    { attributes: axis(2), named: NAMED, note: 'input, axis 2' },
  ],
  ['Gather', [x(5), indices([2, 2], [1, 4, 4, 0], true)], { note: 'of a vector' }],
  ['GatherElements', [x(3, 5), indices([3, 2], [1, 1, 4, 0, -1, 2], true)], { attributes: axis(1) }],
  ['GatherElements', [x(3, 5), indices([3, 1], [1, 4, 2], true)], { attributes: axis(-1), note: 'one each' }],
  ['GatherElements', [x(4, 3), indices([2, 2], [3, 0, 3, 1])], { attributes: axis(0), note: 'fewer columns' }],
];

const eps = { epsilon: float(1e-3) };
const NORM: Row[] = [
  ...named([
    ['LayerNormalization', [x(2, 3, 6), x(6), x(6)], { attributes: eps }],
    ['SimplifiedLayerNormalization', [x(2, 3, 6), x(6)], { attributes: { ...eps, axis: int(-1) } }],
    [
      'SkipSimplifiedLayerNormalization',
      [x(2, 3, 6), x(2, 3, 6), x(6)],
      contrib({ attributes: eps, outputs: ['y', '', '', 's'] }),
    ],
    [
      'SkipLayerNormalization',
      [x(2, 3, 6), x(2, 3, 6), x(6), x(6), x(6)],
      contrib({ attributes: eps, outputs: ['y', '', '', 's'] }),
    ],
  ]),
  ['LayerNormalization', [x(2, 3, 6), x(6)], { attributes: eps, note: 'no bias' }],
  ['LayerNormalization', [x(2, 3, 4), x(3, 4), x(3, 4)], { attributes: { ...eps, axis: int(1) }, note: 'two axes' }],
  [
    'SkipSimplifiedLayerNormalization',
    [x(2, 3, 6), x(2, 3, 6), x(6), x(6)],
    contrib({ attributes: eps, note: 'bias, output 0 only' }),
  ],
  [
    'SkipSimplifiedLayerNormalization',
    [x(2, 3, 6), x(2, 3, 6), frozen(6)],
    contrib({ attributes: eps, outputs: ['y', '', '', 's'], from: ['s'], note: 'sum only' }),
  ],
  ['SkipLayerNormalization', [x(2, 3, 6), x(2, 3, 6), x(6)], contrib({ attributes: eps, note: 'no beta' })],
];

export const FAMILIES: Readonly<Record<string, readonly Row[]>> = {
  elementwise: ELEMENTWISE,
  activation: ACTIVATION,
  reduce: REDUCE,
  matmul: MATMUL,
  shape: SHAPE,
  slicing: SLICING,
  indexing: INDEXING,
  norm: NORM,
  rotary: ROTARY,
  quantised: QUANTISED,
};

/** All cases with fresh random values; the same seed gives the same values. */
export function ruleCases(seed: number): RuleCase[] {
  return Object.values(FAMILIES)
    .flat()
    .map(([opType, operands, options], i) => single(opType, operands, options ?? {}, new Random(seed + i)));
}

/** A seed of the clock, unless ROLLSCOPE_SEED repeats an earlier run; tests print it in their titles. */
export function freshSeed(): number {
  return Number(process.env['ROLLSCOPE_SEED'] ?? Date.now() % 1_000_000);
}
