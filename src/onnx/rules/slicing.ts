// What: gradients of operators that cut and join along axes: Slice, Split, Concat, Pad.
// Formula: what was cut away gets zeros; steps above 1 put zeros between; a negative step turns the axis around.
// Shapes: cuts that count from the end of an axis of unknown size get their zeros from the slices left out.
import type { RuleContext, RuleTable } from '../ruleContext.ts';
import { stringAttribute } from '../lowerings/attributes.ts';
import type { Shape } from '../shapes.ts';

/** "To the end" of an axis, and "to before its start" for negative steps. */
const END = 2 ** 31 - 1;

interface Cut {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

function slice(c: RuleContext): (string | undefined)[] {
  const starts = c.numbers(1, 'starts') ?? c.fail('its starts must be constants');
  const ends = c.numbers(2, 'ends') ?? c.fail('its ends must be constants');
  const axes = c.numbers(3, 'axes') ?? starts.map((_, i) => i);
  const steps = c.numbers(4, 'steps') ?? starts.map(() => 1);
  const to = c.shape(c.x(0));
  let shape = c.shape(c.y);
  let d = c.d;
  axes.forEach((axis, i) => {
    const cut = { axis: c.axis(axis), start: starts[i]!, end: ends[i]!, step: steps[i]! };
    const size = to[cut.axis]!;
    d = typeof size === 'number' ? undoSlice(c, d, shape, cut, size) : undoUnknown(c, d, shape, cut);
    shape = shape.with(cut.axis, size);
  });
  return [d];
}

function undoSlice(c: RuleContext, d: string, shape: Shape, { axis, start, end, step }: Cut, size: number): string {
  const clamp = (value: number): number =>
    Math.min(Math.max(value < 0 ? value + size : value, step < 0 ? -1 : 0), step < 0 ? size - 1 : size);
  const count = Math.max(0, Math.ceil((clamp(end) - clamp(start)) / step));
  const first = step < 0 ? clamp(start) + step * (count - 1) : clamp(start);
  const turned = step < 0 ? c.slice(d, axis, -1, -END, -1) : d;
  const apart = Math.abs(step);
  const spaced = apart === 1 ? turned : spaceOut(c, turned, shape.with(axis, count), axis, apart);
  const length = apart === 1 ? count : (count - 1) * apart + 1;
  return c.pad(spaced, shape.length, axis, first, size - first - length);
}

/** [n] → [(n−1)·apart + 1] with zeros between. */
function spaceOut(c: RuleContext, d: string, shape: Shape, axis: number, apart: number): string {
  const count = shape[axis] as number;
  const column = c.op('Unsqueeze', [d, c.emit.int64s(axis + 1)]);
  const padded = c.pad(column, shape.length + 1, axis + 1, 0, apart - 1);
  const from = shape.toSpliced(axis, 1, count, apart);
  const merged =
    c.reshape(padded, from, shape.with(axis, count * apart)) ??
    c.fail(`its steps need the other sizes of [${shape.join(', ')}] to be known`);
  return c.slice(merged, axis, 0, (count - 1) * apart + 1);
}

function undoUnknown(c: RuleContext, d: string, shape: Shape, { axis, start, end, step }: Cut): string {
  if (step !== 1) c.fail('a step along an axis of unknown size is not supported');
  const toEnd = end >= END;
  // A bound that counts from the end where the other counts from the start leaves a piece of unknown size.
  if (start >= 0 && (toEnd || end < 0)) return c.pad(d, shape.length, axis, start, toEnd ? 0 : -end);
  const before = c.zerosOf(c.slice(c.x(0), axis, 0, start));
  const after = toEnd ? [] : [c.zerosOf(c.slice(c.x(0), axis, end, END))];
  const pieces = start === 0 ? [d, ...after] : [before, d, ...after];
  return c.op('Concat', pieces, { axis: { kind: 'int', value: axis } });
}

function split(c: RuleContext): (string | undefined)[] {
  const axis = c.axis(axisAttribute(c));
  const pieces = c.node.outputs.map((output, i) => {
    const cotangent = c.cotangents[i];
    if (cotangent !== undefined) return c.full(cotangent, output);
    return output === '' ? c.fail(`its output ${i} has no name`) : c.zerosLike(output);
  });
  return [c.op('Concat', pieces, { axis: { kind: 'int', value: axis } })];
}

/** Known sizes give constant bounds, from either end; beyond one unknown size, bounds are Shape of the inputs. */
function concat(c: RuleContext): (string | undefined)[] {
  const axis = c.axis(axisAttribute(c));
  const sizes = c.node.inputs.map((x) => c.shape(x)[axis]!);
  const unknown = sizes.filter((size) => typeof size !== 'number').length;
  if (unknown > 1) return peel(c, axis);
  const sum = (list: readonly unknown[]): number => (list as number[]).reduce((a, b) => a + b, 0);
  const at = sizes.findIndex((size) => typeof size !== 'number');
  return sizes.map((_, i) => {
    const behind = sum(sizes.slice(i + 1).filter((size) => typeof size === 'number'));
    const [start, end] =
      at < 0 || i < at
        ? [sum(sizes.slice(0, i)), sum(sizes.slice(0, i + 1))]
        : [i === at ? sum(sizes.slice(0, i)) : -behind - (sizes[i] as number), behind === 0 ? END : -behind];
    return c.needs[i] ? c.slice(c.d, axis, start, end) : undefined;
  });
}

function peel(c: RuleContext, axis: number): (string | undefined)[] {
  let rest = c.d;
  const at = c.emit.int64s(axis);
  const bounds = { start: { kind: 'int', value: axis }, end: { kind: 'int', value: axis + 1 } } as const;
  return c.node.inputs.map((x, i) => {
    if (i === c.node.inputs.length - 1) return rest;
    const size = c.op('Shape', [x], bounds);
    const piece = c.op('Slice', [rest, c.emit.int64s(0), size, at]);
    rest = c.op('Slice', [rest, size, c.emit.int64s(END), at]);
    return piece;
  });
}

function axisAttribute(c: RuleContext): number {
  const axis = c.node.attributes['axis'];
  return axis?.kind === 'int' ? axis.value : 0;
}

function pad(c: RuleContext): (string | undefined)[] {
  const mode = stringAttribute(c.node, 'mode', 'constant');
  if (mode !== 'constant') c.fail(`padding mode '${mode}' is not supported`);
  c.refuse(2, 'constant_value');
  const pads = c.numbers(1, 'pads') ?? c.fail('its pads must be constants');
  const axes = c.numbers(3, 'axes') ?? Array.from({ length: c.rank }, (_, i) => i);
  if (pads.some((value) => value < 0)) c.fail('negative pads are not supported');
  let d = c.d;
  axes.forEach((axis, i) => {
    const [before, after] = [pads[i]!, pads[i + axes.length]!];
    if (before > 0 || after > 0) d = c.slice(d, c.axis(axis), before, after > 0 ? -after : END);
  });
  return [d];
}

export const SLICING: RuleTable = { Slice: slice, Split: split, Concat: concat, Pad: pad };
