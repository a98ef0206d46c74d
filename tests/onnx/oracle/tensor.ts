// What: float64 tensors for the oracle. Every element type is held as float64; plain loops, no cleverness.
import type { OnnxNode } from '../../../src/onnx/graph.ts';

export interface Tensor {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

export type Inputs = readonly (Tensor | undefined)[];
export type Kernel = (inputs: Inputs, node: OnnxNode) => Tensor[];
export type Kernels = Readonly<Record<string, Kernel>>;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

export function tensor(shape: readonly number[], data: ArrayLike<number>): Tensor {
  if (data.length !== sizeOf(shape)) throw new Error(`${data.length} elements for shape [${shape.join()}]`);
  return { data: Float64Array.from(data), shape: [...shape] };
}

/** Makes a tensor from a function of the index. */
export function build(shape: readonly number[], at: (index: readonly number[]) => number): Tensor {
  const data = new Float64Array(sizeOf(shape));
  const index = shape.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    data[i] = at(index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return { data, shape: [...shape] };
}

export function offsetOf({ shape }: Tensor, index: readonly number[]): number {
  let offset = 0;
  shape.forEach((dim, axis) => (offset = offset * dim + index[axis]!));
  return offset;
}

export const get = (t: Tensor, index: readonly number[]): number => t.data[offsetOf(t, index)]!;

/** Element of a tensor that is broadcast to the shape of `index`. */
export function getBroadcast(t: Tensor, index: readonly number[]): number {
  const lead = index.length - t.shape.length;
  return get(
    t,
    t.shape.map((dim, axis) => (dim === 1 ? 0 : index[axis + lead]!)),
  );
}

export function broadcastShapes(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const dims = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    const size = dims.find((dim) => dim !== 1) ?? 1;
    if (dims.some((dim) => dim !== 1 && dim !== size))
      throw new Error(`shapes ${JSON.stringify(shapes)} do not broadcast`);
    return size;
  });
}

export function zip(f: (...values: number[]) => number, ...tensors: readonly Tensor[]): Tensor {
  const shape = broadcastShapes(...tensors.map((t) => t.shape));
  return build(shape, (index) => f(...tensors.map((t) => getBroadcast(t, index))));
}

export const map = (t: Tensor, f: (x: number) => number): Tensor => ({ data: t.data.map(f), shape: t.shape });

export const fromEnd = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

export function intOf(node: OnnxNode, name: string, fallback: number): number {
  const attribute = node.attributes[name];
  return attribute?.kind === 'int' ? attribute.value : fallback;
}

export function floatOf(node: OnnxNode, name: string, fallback: number): number {
  const attribute = node.attributes[name];
  return attribute?.kind === 'float' ? attribute.value : fallback;
}

export function textOf(node: OnnxNode, name: string, fallback: string): string {
  const attribute = node.attributes[name];
  return attribute?.kind === 'string' ? attribute.value : fallback;
}

export function intsOf(node: OnnxNode, name: string, input?: Tensor): number[] | undefined {
  if (input) return Array.from(input.data);
  const attribute = node.attributes[name];
  return attribute?.kind === 'ints' ? [...attribute.value] : undefined;
}
