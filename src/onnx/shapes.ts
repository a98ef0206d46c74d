// What: shapes with named dimensions: broadcasting, axes, sizes, and what a shape rule sees of a node.
import type { Dim, OnnxNode } from './graph.ts';

export type Shape = readonly Dim[];

/** What a shape rule sees. */
export interface ShapeContext {
  readonly node: OnnxNode;
  /** Input i; throws where it is missing. */
  shape(i: number): Shape;
  has(i: number): boolean;
  /** The elements of integer input i, where known. */
  values(i: number): readonly Dim[] | undefined;
  /** The elements of input i where all are known numbers. */
  numbers(i: number): readonly number[] | undefined;
  fresh(): Dim;
}

/** Numpy broadcasting; see the header for named dimensions. */
export function broadcast(...shapes: readonly Shape[]): Shape {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const dims = shapes
      .map((shape) => shape[axis - rank + shape.length])
      .filter((dim) => dim !== undefined && dim !== 1);
    return (
      dims.find((dim) => typeof dim === 'number') ?? dims.find((dim) => !String(dim).startsWith('?')) ?? dims[0] ?? 1
    );
  });
}

/** An axis counted from the front. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** The product, where all sizes are known. */
export function sizeOf(shape: Shape): number | undefined {
  let size = 1;
  for (const dim of shape) {
    if (typeof dim !== 'number') return undefined;
    size *= dim;
  }
  return size;
}
