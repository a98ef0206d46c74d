// What: shapes of tensors, known and at run time.
// Formula: the run-time shape of a tensor is Shape of *some* tensor with the same dimensions, by preference one that no
//   Transpose reaches: ORT rewrites Shape(Transpose(x)) into an int64 Gather, which WebGPU does not have.
import type { OnnxGraph, OnnxNode } from './graph.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import type { TensorType } from './inferShapes.ts';
import type { Shape } from './shapes.ts';

/** Operators after which a Transpose before them no longer matters: ORT moves it through the others. */
const BARRIERS = new Set(['Reshape', 'MatMul', 'MatMulNBits', 'Gemm', 'Gather', 'GatherElements', 'Flatten']);

export class ShapeSources {
  private readonly byShape = new Map<string, string>();
  private readonly moved = new Set<string>();

  constructor(
    graph: OnnxGraph,
    private readonly types: ReadonlyMap<string, TensorType>,
  ) {
    for (const input of graph.inputs) this.offer(input.name);
    for (const node of graph.nodes) {
      const moved = this.isMoved(node);
      for (const output of node.outputs) {
        if (moved) this.moved.add(output);
        else this.offer(output);
      }
    }
  }

  shape(tensor: string): Shape | undefined {
    return this.types.get(tensor)?.shape;
  }

  runtimeShape(tensor: string, emit: GraphBuilder): string {
    const source = this.moved.has(tensor) ? this.byShape.get(this.key(tensor)) : undefined;
    return emit.op('Shape', [source ?? tensor]);
  }

  private isMoved(node: OnnxNode): boolean {
    if (node.opType === 'Transpose') return true;
    return !BARRIERS.has(node.opType) && node.inputs.some((input) => this.moved.has(input));
  }

  private offer(tensor: string): void {
    if (this.types.has(tensor) && !this.byShape.has(this.key(tensor))) this.byShape.set(this.key(tensor), tensor);
  }

  private key(tensor: string): string {
    return JSON.stringify(this.shape(tensor));
  }
}
