// What: gradients of elementwise arithmetic, with broadcasting.
// Formula: per operator below; the gradient of a broadcast operand is summed over the broadcast axes.
//   Max, Min: where operands tie, the first of them takes the whole gradient. Abs: 0 at 0. Clip: 1 on [min, max], ends included.
// Source: ONNX operator reference.
import type { Rule, RuleContext, RuleTable } from '../ruleContext.ts';
import { numbersOf } from '../constants.ts';
import { intAttribute } from '../lowerings/attributes.ts';

/** y = f(x): `gradient` multiplies the (broadcastable) cotangent with f'(x). */
export const unary =
  (gradient: (c: RuleContext, d: string, x: string, y: string) => string): Rule =>
  (c) => [gradient(c, c.broadcastable, c.x(0), c.y)];

/** Same elements, so a broadcastable cotangent passes through as it is. */
const passThrough: Rule = (c) => [c.broadcastable];

/** A broadcastable cotangent may pass to an operand of the output's own shape. */
function pass(c: RuleContext, i: number, change: (d: string) => string = (d) => d): string | undefined {
  if (!c.needs[i]) return undefined;
  const [to, out] = [c.shape(c.x(i)), c.shape(c.y)];
  const same = to.length === out.length && to.every((dim, axis) => dim === out[axis]);
  if (!same) return c.sumTo(change(c.d), i);
  const isBroadcastable = c.broadcastable !== c.d;
  const changed = change(c.broadcastable);
  return isBroadcastable ? c.asBroadcastable(changed) : changed;
}

/** Are both operands as large as the output, so that a product with either is never broadcastable? */
function bothFull(c: RuleContext): boolean {
  const out = JSON.stringify(c.shape(c.y));
  return JSON.stringify(c.shape(c.x(0))) === out && JSON.stringify(c.shape(c.x(1))) === out;
}

const multiply: Rule = (c) => {
  const d = bothFull(c) ? c.broadcastable : c.d;
  return [c.sumTo(c.mul(d, c.x(1)), 0), c.sumTo(c.mul(d, c.x(0)), 1)];
};

const divide: Rule = (c) => {
  const d = bothFull(c) ? c.broadcastable : c.d;
  const quotient = c.div(d, c.x(1));
  return [c.sumTo(quotient, 0), c.sumTo(c.neg(c.mul(quotient, c.y)), 1)];
};

const pick: Rule = (c) => {
  let rest = c.d;
  return c.node.inputs.map((x, i) => {
    if (i === c.node.inputs.length - 1) return c.sumTo(rest, i);
    const taken = c.op('Equal', [x, c.y]);
    const gradient = c.where(taken, rest);
    rest = c.op('Where', [taken, c.emit.scalar(0), rest]);
    return c.sumTo(gradient, i);
  });
};

const power: Rule = (c) => {
  c.refuse(1, 'exponent');
  const [x, exponent] = [c.x(0), c.constant(1)];
  const values = exponent?.dataType === 'float32' || exponent?.dataType === 'int32' ? numbersOf(exponent) : [];
  const p = values.length === 1 ? values[0] : undefined;
  if (p === 1) return [c.d];
  // Products where they are few: pow of a negative base is not defined on every GPU.
  if (p === 2) return [c.mul(c.d, c.scale(x, 2))];
  if (p === 3) return [c.mul(c.d, c.scale(c.mul(x, x), 3))];
  if (p !== undefined) return [c.mul(c.d, c.scale(c.op('Pow', [x, c.emit.scalar(p - 1)]), p))];
  const lowered = c.op('Pow', [x, c.sub(c.x(1), c.emit.scalar(1))]);
  return [c.sumTo(c.mul(c.d, c.mul(c.x(1), lowered)), 0)];
};

const clip: Rule = (c) => {
  c.refuse(1, 'min');
  c.refuse(2, 'max');
  const x = c.x(0);
  const above = c.has(1) ? c.op('GreaterOrEqual', [x, c.x(1)]) : undefined;
  const below = c.has(2) ? c.op('LessOrEqual', [x, c.x(2)]) : undefined;
  const inside = above && below ? c.op('And', [above, below]) : (above ?? below);
  return [inside ? c.where(inside, c.d) : c.d];
};

const select: Rule = (c) => {
  const zero = c.emit.scalar(0);
  const [condition, d] = [c.x(0), c.d];
  return [undefined, c.sumTo(c.op('Where', [condition, d, zero]), 1), c.sumTo(c.op('Where', [condition, zero, d]), 2)];
};

const cast: Rule = (c) => {
  if (intAttribute(c.node, 'to', 1) !== 1) c.fail('a Cast to float16 lies on the way; only float32 has gradients');
  return [c.broadcastable];
};

export const ELEMENTWISE: RuleTable = {
  Add: (c) => [pass(c, 0), pass(c, 1)],
  Sub: (c) => [pass(c, 0), pass(c, 1, c.neg)],
  Sum: (c) => c.node.inputs.map((_, i) => pass(c, i)),
  Mul: multiply,
  Div: divide,
  Max: pick,
  Min: pick,
  Pow: power,
  Clip: clip,
  Where: select,
  Cast: cast,
  Identity: passThrough,
  Neg: (c) => [pass(c, 0, c.neg)],
  Exp: unary((c, d, _x, y) => c.mul(d, y)),
  Log: unary((c, d, x) => c.div(d, x)),
  Sqrt: unary((c, d, _x, y) => c.div(c.scale(d, 0.5), y)),
  Reciprocal: unary((c, d, _x, y) => c.neg(c.mul(d, c.mul(y, y)))),
  Sin: unary((c, d, x) => c.mul(d, c.op('Cos', [x]))),
  Cos: unary((c, d, x) => c.neg(c.mul(d, c.op('Sin', [x])))),
  Abs: unary((c, d, x) => {
    const zero = c.emit.scalar(0);
    const negative = c.op('Where', [c.op('Less', [x, zero]), c.neg(d), zero]);
    return c.op('Where', [c.op('Greater', [x, zero]), d, negative]);
  }),
  Erf: unary((c, d, x) => c.mul(d, c.scale(c.op('Exp', [c.neg(c.mul(x, x))]), 2 / Math.sqrt(Math.PI)))),
};
