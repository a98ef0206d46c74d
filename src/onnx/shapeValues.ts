// What: follows the elements of small integer tensors (shapes, axes, bounds) through the operators that exporters use.
// Formula: elements are numbers or dimension names; arithmetic on a name gives up, except times 1 and plus 0.
import { ofOperator } from './aboutNode.ts';
import { intAttribute } from './lowerings/attributes.ts';
import type { Dim } from './graph.ts';
import type { ShapeContext } from './shapes.ts';

type Values = readonly Dim[] | undefined;

const ARITHMETIC: Readonly<Partial<Record<string, (a: number, b: number) => number>>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => Math.trunc(a / b),
};

export function followValues(context: ShapeContext): Values {
  const { node } = context;
  const first = context.values(0);
  switch (node.opType) {
    case 'Shape': {
      const shape = context.shape(0);
      return shape.slice(intAttribute(node, 'start', 0), intAttribute(node, 'end', shape.length));
    }
    case 'Identity':
    case 'Cast':
    case 'Unsqueeze':
    case 'Squeeze':
    case 'Reshape':
      return first;
    case 'Concat': {
      const parts = node.inputs.map((_, i) => context.values(i));
      return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
    }
    case 'Gather': {
      const at = context.numbers(1);
      if (!first || !at || intAttribute(node, 'axis', 0) !== 0) return undefined;
      const taken = at.map((i) => first[i < 0 ? i + first.length : i]);
      return taken.every((dim) => dim !== undefined) ? taken : undefined;
    }
    case 'Slice': {
      const [starts, ends, steps] = [context.numbers(1), context.numbers(2), context.numbers(4)];
      if (!first || starts?.length !== 1 || ends?.length !== 1 || (steps && steps[0] !== 1)) return undefined;
      return first.slice(starts[0], ends[0]);
    }
    default: {
      const compute = ofOperator(ARITHMETIC, node.opType);
      const second = context.values(1);
      return compute && first && second ? combine(first, second, node.opType, compute) : undefined;
    }
  }
}

function combine(
  a: readonly Dim[],
  b: readonly Dim[],
  opType: string,
  compute: (x: number, y: number) => number,
): Values {
  const length = Math.max(a.length, b.length);
  const out: Dim[] = [];
  for (let i = 0; i < length; i++) {
    const [x, y] = [a[a.length === 1 ? 0 : i], b[b.length === 1 ? 0 : i]];
    const neutral = opType === 'Mul' || opType === 'Div' ? 1 : 0;
    if (typeof x === 'number' && typeof y === 'number') out.push(compute(x, y));
    else if (y === neutral && x !== undefined) out.push(x);
    else if (x === neutral && (opType === 'Mul' || opType === 'Add') && y !== undefined) out.push(y);
    else return undefined;
  }
  return out;
}
