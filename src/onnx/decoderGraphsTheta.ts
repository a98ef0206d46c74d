// What: joins the gradients of the segments into one vector in the order of the layout.
// Formula: grad/theta = [g_1 | g_2 | …], zeros where the graph does not reach a segment (never Pad + Add over θ).
// Shapes: grad/theta/<segment> in the segment's shape; grad/theta [n].
import type { OnnxGraph, ValueInfo } from './graph.ts';
import { GRAD_THETA, gradOf } from './decoderGraphsNames.ts';
import { segmentSize, segmentTensor, thetaLength, type ThetaSegment } from './insertLora.ts';
import { LowerEmitter } from './lowerEmitter.ts';

/** The segments that take part in a graph (pruned to its outputs). */
export function usedSegments(graph: OnnxGraph, layout: readonly ThetaSegment[]): ThetaSegment[] {
  const made = new Set(graph.nodes.flatMap((node) => node.outputs));
  return layout.filter((segment) => made.has(segmentTensor(segment)));
}

/** Replaces the outputs grad/theta/<segment> by one output grad/theta. */
export function joinTheta(graph: OnnxGraph, layout: readonly ThetaSegment[]): OnnxGraph {
  const initializers = new Map(graph.initializers);
  const emit = new LowerEmitter(initializers);
  emit.scope = 'joinTheta';
  const available = new Set(graph.outputs.map((output) => output.name));
  const pieces: string[] = [];
  let missing = 0;
  const flush = (): void => {
    if (missing > 0) pieces.push(emit.op('Expand', [emit.floats([0], [1]), emit.int64s(missing)]));
    missing = 0;
  };
  for (const segment of layout) {
    const gradient = gradOf(segmentTensor(segment));
    if (available.has(gradient)) {
      flush();
      pieces.push(emit.reshape(gradient, -1));
    } else missing += segmentSize(segment);
  }
  flush();
  emit.op('Concat', pieces, { axis: 0 }, GRAD_THETA);
  const joined = new Set(layout.map((segment) => gradOf(segmentTensor(segment))));
  const theta: ValueInfo = { name: GRAD_THETA, dataType: 'float32', shape: [thetaLength(layout)] };
  const outputs = [theta, ...graph.outputs.filter((output) => !joined.has(output.name))];
  return { ...graph, nodes: [...graph.nodes, ...emit.nodes], outputs, initializers };
}
