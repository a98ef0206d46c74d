// What: gradients of reductions.
// Formula: sum: d spread; mean: d/n; sum of squares: 2x·d; L1: sign(x)·d; L2: d·x/y; log-sum-exp: d·exp(x−y);
//   log-sum: d·exp(−y); max and min: d, shared equally among the elements that tie.
// Shapes: d gets size 1 on the reduced axes first (keepdims), and is then spread or left broadcastable.
import { int } from '../attributes.ts';
import { intAttribute } from '../lowerings/attributes.ts';
import type { Rule, RuleContext, RuleTable } from '../ruleContext.ts';
import { sizeOf } from '../shapes.ts';

interface Reduced {
  readonly axes: readonly number[];
  /** Cotangent and output, with the reduced axes as size 1. */
  readonly d: string;
  readonly y: string;
}

function reducedOf(c: RuleContext): Reduced | undefined {
  const named = c.numbers(1, 'axes');
  if (!named?.length && intAttribute(c.node, 'noop_with_empty_axes', 0) === 1) return undefined;
  const axes = named?.length ? named.map((axis) => c.axis(axis)) : Array.from({ length: c.rank }, (_, i) => i);
  if (intAttribute(c.node, 'keepdims', 1) === 1) return { axes, d: c.d, y: c.y };
  const at = c.emit.int64s(...axes);
  return { axes, d: c.op('Unsqueeze', [c.d, at]), y: c.op('Unsqueeze', [c.y, at]) };
}

const reduction =
  (gradient: (c: RuleContext, reduced: Reduced, x: string) => string): Rule =>
  (c) => {
    const reduced = reducedOf(c);
    return [reduced ? gradient(c, reduced, c.x(0)) : c.fail('an empty list of axes is not supported')];
  };

/** The number of elements that were reduced into one; where it is unknown, it is counted at run time. */
function count(c: RuleContext, axes: readonly number[], x: string): string {
  const size = sizeOf(axes.map((axis) => c.shape(x)[axis]!));
  if (size !== undefined) return c.emit.scalar(size);
  return c.reduce('ReduceSum', c.op('Cast', [c.op('Equal', [x, x])], { to: int(1) }), axes, true);
}

const extreme = reduction((c, { axes, d, y }, x) => {
  const ties = c.op('Cast', [c.op('Equal', [x, y])], { to: int(1) });
  return c.mul(ties, c.div(d, c.reduce('ReduceSum', ties, axes, true)));
});

export const REDUCE: RuleTable = {
  ReduceSum: reduction((c, { d }) => c.asBroadcastable(c.op('Identity', [d]))),
  ReduceMean: reduction((c, { axes, d }, x) => c.asBroadcastable(c.div(d, count(c, axes, x)))),
  ReduceSumSquare: reduction((c, { d }, x) => c.mul(c.scale(d, 2), x)),
  ReduceL1: reduction((c, { d }, x) => {
    const zero = c.emit.scalar(0);
    const negative = c.op('Where', [c.op('Less', [x, zero]), c.neg(d), zero]);
    return c.op('Where', [c.op('Greater', [x, zero]), d, negative]);
  }),
  ReduceL2: reduction((c, { d, y }, x) => c.mul(c.div(d, y), x)),
  ReduceLogSum: reduction((c, { d, y }) => c.asBroadcastable(c.mul(d, c.op('Exp', [c.neg(y)])))),
  ReduceLogSumExp: reduction((c, { d, y }, x) => c.mul(d, c.op('Exp', [c.sub(x, y)]))),
  ReduceMax: extreme,
  ReduceMin: extreme,
};
