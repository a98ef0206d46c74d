// What: gradients of activation functions.
// Formula: y = σ(x): y(1−y); tanh: 1−y²; softplus: σ(x); ELU: α·eˣ below 0; GELU: Φ(x) + x·φ(x), or the derivative of its tanh
//   form; x·σ(αx): σ + αx·σ·(1−σ). At a kink the derivative from the left is taken (Relu: 0 at 0).
// Source: ONNX operator reference; ContribOperators.md (FastGelu, BiasGelu, QuickGelu).
import { floatAttribute, stringAttribute } from '../lowerings/attributes.ts';
import type { Rule, RuleContext, RuleTable } from '../ruleContext.ts';
import { unary } from './elementwise.ts';

const ROOT = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

function positive(c: RuleContext, x: string): string {
  return c.op('Greater', [x, c.emit.scalar(0)]);
}

function exactGelu(c: RuleContext, x: string): string {
  const cumulative = c.scale(c.plus(c.op('Erf', [c.scale(x, Math.SQRT1_2)]), 1), 0.5);
  const density = c.scale(c.op('Exp', [c.scale(c.mul(x, x), -0.5)]), 1 / Math.sqrt(2 * Math.PI));
  return c.add(cumulative, c.mul(x, density));
}

function tanhGelu(c: RuleContext, x: string): string {
  const square = c.mul(x, x);
  const inner = c.mul(x, c.plus(c.scale(square, ROOT * CUBIC), ROOT)); // √(2/π)·(x + 0.044715 x³)
  const t = c.op('Tanh', [inner]);
  const slope = c.plus(c.scale(square, 3 * ROOT * CUBIC), ROOT);
  // 1 − t² as 4e/(1+e)², e = exp(−2|inner|): 1 − t·t loses its digits where |t| is near 1, and x·slope enlarges what it lost.
  const e = c.op('Exp', [c.scale(c.op('Abs', [inner]), -2)]);
  const root = c.plus(e, 1);
  const flatness = c.op('Div', [c.scale(e, 4), c.mul(root, root)]);
  const side = c.mul(c.mul(x, slope), flatness);
  return c.scale(c.add(c.plus(t, 1), side), 0.5);
}

/** Derivative of x·σ(αx). */
function swish(c: RuleContext, x: string, alpha: number): string {
  const scaled = c.scale(x, alpha);
  const s = c.op('Sigmoid', [scaled]);
  return c.mul(s, c.plus(c.mul(scaled, c.sub(c.emit.scalar(1), s)), 1));
}

/** gelu(x + bias), the bias optional. */
const withBias =
  (derivative: (c: RuleContext, x: string) => string): Rule =>
  (c) => {
    const x = c.has(1) ? c.add(c.x(0), c.x(1)) : c.x(0);
    const gradient = c.mul(c.broadcastable, derivative(c, x));
    return [gradient, c.has(1) ? c.sumTo(gradient, 1) : undefined];
  };

export const ACTIVATION: RuleTable = {
  Sigmoid: unary((c, d, _x, y) => c.mul(d, c.mul(y, c.sub(c.emit.scalar(1), y)))),
  Tanh: unary((c, d, _x, y) => c.mul(d, c.sub(c.emit.scalar(1), c.mul(y, y)))),
  Relu: unary((c, d, x) => c.where(positive(c, x), d)),
  Softplus: unary((c, d, x) => c.mul(d, c.op('Sigmoid', [x]))),
  HardSigmoid: unary((c, d, _x, y) => {
    const inside = c.op('And', [positive(c, y), c.op('Less', [y, c.emit.scalar(1)])]);
    return c.where(inside, c.scale(d, floatAttribute(c.node, 'alpha', 0.2)));
  }),
  LeakyRelu: unary((c, d, x) => c.op('Where', [positive(c, x), d, c.scale(d, floatAttribute(c.node, 'alpha', 0.01))])),
  Elu: unary((c, d, x) => {
    const below = c.op('Exp', [c.op('Min', [x, c.emit.scalar(0)])]);
    return c.op('Where', [positive(c, x), d, c.mul(d, c.scale(below, floatAttribute(c.node, 'alpha', 1)))]);
  }),
  Gelu: (c) => {
    const tanh = stringAttribute(c.node, 'approximate', 'none') === 'tanh';
    return [c.mul(c.broadcastable, tanh ? tanhGelu(c, c.x(0)) : exactGelu(c, c.x(0)))];
  },
  FastGelu: withBias(tanhGelu),
  BiasGelu: withBias(exactGelu),
  QuickGelu: unary((c, d, x) => c.mul(d, swish(c, x, floatAttribute(c.node, 'alpha', 1.702)))),
  Swish: unary((c, d, x) => c.mul(d, swish(c, x, floatAttribute(c.node, 'alpha', 1)))),
};
