// What: gradients of operators that only arrange elements: the arrangement is undone; repeated elements add up.
// Shapes: Tile along an axis of unknown size needs every other size to be known.
import { intsAttribute } from '../attributes.ts';
import { intAttribute } from '../lowerings/attributes.ts';
import type { Rule, RuleContext, RuleTable } from '../ruleContext.ts';

const back: Rule = (c) => [c.reshapeTo(c.d, c.shape(c.y), c.x(0))];

/** The axes that Squeeze or Unsqueeze names; undefined for a Squeeze of all axes of size 1. */
function axesOf(c: RuleContext, opposite: 'Squeeze' | 'Unsqueeze'): readonly (string | undefined)[] {
  const axes = c.numbers(1, 'axes');
  return axes ? [c.op(opposite, [c.d, c.emit.int64s(...axes)])] : back(c);
}

function transpose(c: RuleContext): (string | undefined)[] {
  const perm = intsAttribute(c.node, 'perm') ?? Array.from({ length: c.rank }, (_, i) => c.rank - 1 - i);
  const inverse = perm.map((_, axis) => perm.indexOf(axis));
  return [c.transpose(c.d, inverse)];
}

function tile(c: RuleContext): (string | undefined)[] {
  const repeats = c.numbers(1, 'repeats') ?? c.fail('its repeats must be a constant');
  const shape = c.shape(c.x(0));
  const split = shape.flatMap((dim, axis) => (repeats[axis] === 1 ? [dim] : [repeats[axis]!, dim]));
  const summed: number[] = [];
  let at = 0;
  for (const repeat of repeats) {
    if (repeat !== 1) summed.push(at++);
    at++;
  }
  if (summed.length === 0) return [c.d];
  const apart =
    c.reshape(c.d, c.shape(c.y), split) ?? c.fail(`too many sizes of its input [${shape.join(', ')}] are unknown`);
  return [c.reduce('ReduceSum', apart, summed, false)];
}

function cumulate(c: RuleContext): (string | undefined)[] {
  const reverse = 1 - intAttribute(c.node, 'reverse', 0);
  const exclusive = intAttribute(c.node, 'exclusive', 0);
  const attributes = {
    reverse: { kind: 'int', value: reverse },
    exclusive: { kind: 'int', value: exclusive },
  } as const;
  return [c.op('CumSum', [c.d, c.x(1)], attributes)];
}

export const SHAPE: RuleTable = {
  Reshape: back,
  Flatten: back,
  Squeeze: (c) => axesOf(c, 'Unsqueeze'),
  Unsqueeze: (c) => axesOf(c, 'Squeeze'),
  Transpose: transpose,
  Expand: (c) => [c.sumTo(c.d, 0)],
  Tile: tile,
  CumSum: cumulate,
  Trilu: (c) => [c.op('Trilu', [c.d, ...c.node.inputs.slice(1)], c.node.attributes)],
};
