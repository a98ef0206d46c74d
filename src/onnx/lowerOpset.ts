// What: raises a graph to a newer opset of the default domain, so that what we emit (blockwise DequantizeLinear: 21; Shape
//   with start and end: 15) is legal beside the file's own nodes.
// Formula: operators whose form changed between 13 and 21 in decoders: Reduce* (axes became an input at 18), Split
//   (num_outputs at 18). Everything else read here kept its meaning.
// Source: ONNX Changelog.md, opsets 13–21.
import { OnnxError, type OnnxGraph, type OnnxNode } from './graph.ts';
import type { LowerEmitter } from './lowerEmitter.ts';

export const OPSET = 21;

export function raiseOpset(graph: OnnxGraph, emit: LowerEmitter): { nodes: OnnxNode[]; opsets: Map<string, number> } {
  const from = graph.opsets.get('') ?? graph.opsets.get('ai.onnx') ?? OPSET;
  if (from < 13) throw new OnnxError(`The model uses ONNX opset ${from}; at least 13 is needed. Export it again.`);
  const opsets = new Map(graph.opsets);
  opsets.delete('ai.onnx');
  opsets.set('', Math.max(from, OPSET));
  return { nodes: from >= 18 ? [...graph.nodes] : graph.nodes.map((node) => raiseNode(node, emit)), opsets };
}

function raiseNode(node: OnnxNode, emit: LowerEmitter): OnnxNode {
  if (node.domain !== '' && node.domain !== 'ai.onnx') return node;
  const { axes, ...rest } = node.attributes;
  if (node.opType.startsWith('Reduce') && axes?.kind === 'ints')
    return { ...node, inputs: [node.inputs[0]!, emit.int64s(...axes.value)], attributes: rest };
  if (node.opType === 'Split' && !node.inputs[1])
    return { ...node, attributes: { ...node.attributes, num_outputs: { kind: 'int', value: node.outputs.length } } };
  return node;
}
