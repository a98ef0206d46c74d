// What: elementwise operators of the oracle.
import { floatOf, intOf, map, textOf, zip, type Kernel, type Kernels } from './tensor.ts';

/** erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!: all terms have one sign, so nothing cancels. */
export function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const gelu = (x: number): number => 0.5 * x * (1 + erf(x * Math.SQRT1_2));
const tanhGelu = (x: number): number => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));

const one =
  (f: (x: number) => number): Kernel =>
  ([x]) => [map(x!, f)];
const many =
  (f: (...values: number[]) => number): Kernel =>
  (inputs) => [zip(f, ...inputs.map((input) => input!))];
const truth = (value: boolean): number => (value ? 1 : 0);
const biased =
  (f: (x: number) => number): Kernel =>
  ([x, bias]) => [bias ? zip((a, b) => f(a + b), x!, bias) : map(x!, f)];

export const ELEMENTWISE: Kernels = {
  Add: many((a, b) => a! + b!),
  Sub: many((a, b) => a! - b!),
  Mul: many((a, b) => a! * b!),
  Div: many((a, b) => a! / b!),
  Pow: many((a, b) => a! ** b!),
  Max: many((...values) => Math.max(...values)),
  Min: many((...values) => Math.min(...values)),
  Sum: many((...values) => values.reduce((a, b) => a + b, 0)),
  Equal: many((a, b) => truth(a === b)),
  Less: many((a, b) => truth(a! < b!)),
  LessOrEqual: many((a, b) => truth(a! <= b!)),
  Greater: many((a, b) => truth(a! > b!)),
  GreaterOrEqual: many((a, b) => truth(a! >= b!)),
  And: many((a, b) => truth(a !== 0 && b !== 0)),
  Not: one((x) => truth(x === 0)),
  Where: many((c, a, b) => (c ? a! : b!)),
  Identity: one((x) => x),
  Neg: one((x) => -x),
  Exp: one(Math.exp),
  Log: one(Math.log),
  Sqrt: one(Math.sqrt),
  Reciprocal: one((x) => 1 / x),
  Abs: one(Math.abs),
  Sin: one(Math.sin),
  Cos: one(Math.cos),
  Floor: one(Math.floor),
  Ceil: one(Math.ceil),
  Erf: one(erf),
  Sigmoid: one(sigmoid),
  Tanh: one(Math.tanh),
  Relu: one((x) => Math.max(x, 0)),
  Softplus: one((x) => Math.log1p(Math.exp(x))),
  BiasGelu: biased(gelu),
  FastGelu: biased(tanhGelu),
  Gelu: ([x], node) => [map(x!, textOf(node, 'approximate', 'none') === 'tanh' ? tanhGelu : gelu)],
  HardSigmoid: ([x], node) => {
    const [alpha, beta] = [floatOf(node, 'alpha', 0.2), floatOf(node, 'beta', 0.5)];
    return [map(x!, (v) => Math.min(1, Math.max(0, alpha * v + beta)))];
  },
  LeakyRelu: ([x], node) => [map(x!, (v) => (v < 0 ? floatOf(node, 'alpha', 0.01) * v : v))],
  Elu: ([x], node) => [map(x!, (v) => (v < 0 ? floatOf(node, 'alpha', 1) * Math.expm1(v) : v))],
  QuickGelu: ([x], node) => [map(x!, (v) => v * sigmoid(floatOf(node, 'alpha', 1.702) * v))],
  Swish: ([x], node) => [map(x!, (v) => v * sigmoid(floatOf(node, 'alpha', 1) * v))],
  Clip: ([x, low, high]) => [
    map(x!, (v) => Math.min(Math.max(v, low?.data[0] ?? -Infinity), high?.data[0] ?? Infinity)),
  ],
  Cast: ([x], node) => {
    const to = intOf(node, 'to', 1);
    return [map(x!, (v) => (to === 9 ? truth(v !== 0) : to === 1 ? v : Math.trunc(v)))];
  },
};
