// What: the few changes that `vjp` makes to the forward nodes themselves, so that both providers run what it returns.
// Formula: LogSoftmax(x) = x − max x − log Σ exp(x − max x); Sum(a, b, …) = a + b + …; MatMulNBits loses accuracy_level
//   (int8 activations: forward and backward would differ by 0.4 % on WebGPU).
import { OnnxError, type OnnxGraph, type OnnxNode } from './graph.ts';
import { LowerEmitter } from './lowerEmitter.ts';
import { sortNodes } from './lowerGraphEdit.ts';
import { raiseOpset } from './lowerOpset.ts';
import { intAttribute } from './lowerings/attributes.ts';

/** Raises the opset to the one that the rules emit, and sorts the nodes. */
export function prepareForward(graph: OnnxGraph): OnnxGraph {
  const initializers = new Map(graph.initializers);
  const emit = new LowerEmitter(initializers);
  emit.scope = 'vjpForward';
  const { nodes, opsets } = raiseOpset(graph, emit);
  return { ...graph, nodes: sortNodes(nodes), initializers, opsets };
}

/** Replaces what a provider lacks, after the rules have read it. */
export function replaceOperators(graph: OnnxGraph): OnnxGraph {
  const initializers = new Map(graph.initializers);
  const emit = new LowerEmitter(initializers);
  emit.scope = 'vjpReplaced';
  for (const node of graph.nodes) {
    if (node.opType === 'LogSoftmax') logSoftmax(node, emit);
    else if (node.opType === 'Sum') sum(node, emit);
    else if (node.opType === 'MatMulNBits') emit.nodes.push(fullAccuracy(node));
    else emit.nodes.push(node);
  }
  return { ...graph, nodes: emit.nodes, initializers };
}

function logSoftmax(node: OnnxNode, emit: LowerEmitter): void {
  const x = node.inputs[0]!;
  const axes = emit.int64s(intAttribute(node, 'axis', -1));
  const shifted = emit.op('Sub', [x, emit.op('ReduceMax', [x, axes], { keepdims: 1 })]);
  const total = emit.op('ReduceSum', [emit.op('Exp', [shifted]), axes], { keepdims: 1 });
  emit.op('Sub', [shifted, emit.op('Log', [total])], {}, node.outputs[0]);
}

function sum(node: OnnxNode, emit: LowerEmitter): void {
  const [first, ...rest] = node.inputs;
  if (first === undefined) throw new OnnxError(`${node.name} (Sum) has no input.`);
  if (rest.length === 0) emit.op('Identity', [first], {}, node.outputs[0]);
  let total = first;
  rest.forEach((input, i) => {
    total = emit.op('Add', [total, input], {}, i === rest.length - 1 ? node.outputs[0] : emit.fresh('Add'));
  });
}

function fullAccuracy(node: OnnxNode): OnnxNode {
  const kept = Object.entries(node.attributes).filter(([name]) => name !== 'accuracy_level');
  return { ...node, attributes: Object.fromEntries(kept) };
}
