// What: what a gradient rule sees of its node, and the few things that every rule does: sum a cotangent over broadcast axes,
//   spread it, give it another tensor's shape.
// Formula: a rule maps cotangents of the outputs to cotangents of the inputs. A *broadcastable* cotangent has size 1 where its
//   tensor is larger and stands for its broadcast: reductions return one, products with full tensors absorb it for free.
// Shapes: reshaping and spreading use constants with 0 and −1 where dimensions allow, else Shape of a tensor.
import { intsAttribute } from './attributes.ts';
import { numbersOf } from './constants.ts';
import { OnnxError, type Initializer, type OnnxNode } from './graph.ts';
import type { Attributes, GraphBuilder } from './graphBuilder.ts';
import type { ShapeSources } from './shapeSources.ts';
import { axisOf, type Shape } from './shapes.ts';

/** Cotangents of the inputs; undefined where there is none (an index, a constant, an absent input). */
export type Rule = (context: RuleContext) => readonly (string | undefined)[];
export type RuleTable = Readonly<Record<string, Rule>>;

export class RuleContext {
  constructor(
    readonly node: OnnxNode,
    readonly emit: GraphBuilder,
    /** One per output; undefined where the output does not matter. */
    readonly cotangents: readonly (string | undefined)[],
    /** Is the gradient of this input asked for? */
    readonly needs: readonly boolean[],
    private readonly sources: ShapeSources,
    private readonly broadcastableTensors: Set<string>,
  ) {}

  // --- the node ---

  x(i: number): string {
    return this.node.inputs[i] || this.fail(`input ${i} is missing`);
  }

  has(i: number): boolean {
    return !!this.node.inputs[i];
  }

  get y(): string {
    return this.node.outputs[0]!;
  }

  shape(tensor: string): Shape {
    return this.sources.shape(tensor) ?? this.fail(`the shape of '${tensor}' is unknown, and the rule needs it`);
  }

  get rank(): number {
    return this.shape(this.x(0)).length;
  }

  constant(i: number): Initializer | undefined {
    return this.emit.findInitializer(this.node.inputs[i] ?? '');
  }

  /** The values of a constant input (axes, bounds, …), or of the attribute of that name in older opsets. */
  numbers(i: number, attribute: string): readonly number[] | undefined {
    const constant = this.constant(i);
    if (constant) return numbersOf(constant);
    if (this.has(i)) return this.fail(`input ${i} (${attribute}) must be a constant`);
    return intsAttribute(this.node, attribute);
  }

  axis(value: number): number {
    return axisOf(value, this.rank);
  }

  fail(reason: string): never {
    throw new OnnxError(`vjp cannot differentiate ${this.node.opType} (node '${this.node.name}'): ${reason}.`);
  }

  /** Throws if the gradient of input i is asked for. */
  refuse(i: number, what: string): void {
    if (this.needs[i]) this.fail(`its input ${i} (${what}, '${this.node.inputs[i]}') has no gradient`);
  }

  // --- cotangents ---

  /** The cotangent of output 0, in full shape. */
  get d(): string {
    return this.full(this.broadcastable, this.y);
  }

  /** The cotangent of output 0, possibly with size 1 along some axes: for rules that multiply it with a full tensor. */
  get broadcastable(): string {
    return this.cotangents[0] ?? this.fail('output 0 has no cotangent');
  }

  full(cotangent: string, tensor: string): string {
    return this.broadcastableTensors.has(cotangent) ? this.expandTo(cotangent, tensor) : cotangent;
  }

  /** Marks a cotangent as broadcastable. */
  asBroadcastable(cotangent: string): string {
    this.broadcastableTensors.add(cotangent);
    return cotangent;
  }

  /** Sums a gradient of shape `from` (the output's, unless given) to the shape of input i, which was broadcast. */
  sumTo(gradient: string, i: number, from: Shape = this.shape(this.y)): string | undefined {
    if (!this.needs[i]) return undefined;
    const to = this.shape(this.x(i));
    const lead = from.length - to.length;
    const leading = Array.from({ length: lead }, (_, axis) => axis);
    const summed = lead > 0 ? this.reduce('ReduceSum', gradient, leading, false) : gradient;
    const kept = [...to.keys()].filter((axis) => to[axis] === 1 && from[axis + lead] !== 1);
    return kept.length > 0 ? this.reduce('ReduceSum', summed, kept, true) : summed;
  }

  // --- emitting ---

  op(opType: string, inputs: readonly string[], attributes: Attributes = {}, domain = ''): string {
    return this.emit.op(opType, inputs, attributes, domain);
  }
  add = (a: string, b: string): string => this.op('Add', [a, b]);
  sub = (a: string, b: string): string => this.op('Sub', [a, b]);
  mul = (a: string, b: string): string => this.op('Mul', [a, b]);
  div = (a: string, b: string): string => this.op('Div', [a, b]);
  neg = (a: string): string => this.op('Neg', [a]);
  scale = (a: string, by: number): string => (by === 1 ? a : this.mul(a, this.emit.scalar(by)));
  plus = (a: string, value: number): string => this.add(a, this.emit.scalar(value));
  /** cond ? a : 0 */
  where = (condition: string, a: string): string => this.op('Where', [condition, a, this.emit.scalar(0)]);

  reduce(opType: string, tensor: string, axes: readonly number[], keep: boolean): string {
    const keepdims = { kind: 'int', value: keep ? 1 : 0 } as const;
    return this.op(opType, [tensor, this.emit.int64s(...axes)], { keepdims });
  }

  transpose(tensor: string, perm: readonly number[]): string {
    return perm.every((axis, i) => axis === i)
      ? tensor
      : this.op('Transpose', [tensor], { perm: { kind: 'ints', value: perm } });
  }

  slice(tensor: string, axis: number, start: number, end: number, step = 1): string {
    const inputs = [start, end, axis, step].map((value) => this.emit.int64s(value));
    return this.op('Slice', [tensor, ...inputs]);
  }

  /** Pads with zeros along one axis. */
  pad(tensor: string, rank: number, axis: number, before: number, after: number): string {
    if (before === 0 && after === 0) return tensor;
    const pads = new Array<number>(2 * rank).fill(0);
    [pads[axis], pads[axis + rank]] = [before, after];
    return this.op('Pad', [tensor, this.emit.int64s(...pads)]);
  }

  /** Zeros in the shape of a tensor. */
  zerosLike(tensor: string): string {
    const shape = this.shape(tensor);
    const known = shape.every((dim) => typeof dim === 'number');
    return known ? this.op('Expand', [this.emit.scalar(0), this.emit.int64s(...shape)]) : this.zerosOf(tensor);
  }

  /** The same for any tensor, also one made here. Unlike 0·x they are zeros where x is not finite, too. */
  zerosOf(tensor: string): string {
    return this.op('Cast', [this.op('Less', [tensor, tensor])], { to: { kind: 'int', value: 1 } });
  }

  /** A gradient of shape `from`, reshaped to a shape whose named dimensions are known; undefined where −1 and 0 cannot say it. */
  reshape(gradient: string, from: Shape, to: Shape): string | undefined {
    if (to.length === from.length && to.every((dim, axis) => dim === from[axis])) return gradient;
    const sizes = to.map((dim, axis) => (typeof dim === 'number' ? dim : dim === from[axis] ? 0 : -1));
    if (to.includes(0) || sizes.filter((size) => size === -1).length > 1) return undefined;
    return this.op('Reshape', [gradient, this.emit.int64s(...sizes)]);
  }

  reshapeTo(gradient: string, from: Shape, tensor: string): string {
    return (
      this.reshape(gradient, from, this.shape(tensor)) ??
      this.op('Reshape', [gradient, this.sources.runtimeShape(tensor, this.emit)])
    );
  }

  /** Spreads along the axes where `tensor` is larger; the ranks are equal. */
  expandTo(gradient: string, tensor: string, reduced: readonly number[] = [...this.shape(tensor).keys()]): string {
    const shape = this.shape(tensor);
    const sizes = shape.map((dim, axis) => (reduced.includes(axis) ? dim : 1));
    const known = sizes.every((size) => typeof size === 'number' && size > 0);
    const target = known ? this.emit.int64s(...(sizes as number[])) : this.sources.runtimeShape(tensor, this.emit);
    return this.op('Expand', [gradient, target]);
  }
}
