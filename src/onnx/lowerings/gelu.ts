// What: the Gelu family and Swish as primitives.
// Formula: Gelu, BiasGelu: x/2·(1 + erf(x/√2)); FastGelu and approximate = tanh: x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)));
//   QuickGelu, Swish: x·σ(αx). BiasGelu and FastGelu add their bias first.
// Shapes: x [..., D]; bias [D].
// Source: ONNX Gelu (20), Swish (24); onnxruntime ContribOperators.md.
import type { OnnxNode } from '../graph.ts';
import type { LowerEmitter } from '../lowerEmitter.ts';
import { floatAttribute, stringAttribute } from './attributes.ts';

export function lowerGelu(node: OnnxNode, emit: LowerEmitter): void {
  const bias = node.inputs[1];
  const x = bias ? emit.op('Add', [node.inputs[0]!, bias]) : node.inputs[0]!;
  const tanh = node.opType === 'FastGelu' || stringAttribute(node, 'approximate', 'none') === 'tanh';
  const curve = tanh ? tanhCurve(x, emit) : emit.op('Erf', [emit.op('Mul', [x, emit.scalar(Math.SQRT1_2)])]);
  const half = emit.op('Mul', [x, emit.scalar(0.5)]);
  emit.op('Mul', [half, emit.op('Add', [curve, emit.scalar(1)])], {}, node.outputs[0]);
}

function tanhCurve(x: string, emit: LowerEmitter): string {
  const cube = emit.op('Mul', [emit.op('Mul', [x, x]), x]);
  const inner = emit.op('Add', [x, emit.op('Mul', [cube, emit.scalar(0.044715)])]);
  return emit.op('Tanh', [emit.op('Mul', [inner, emit.scalar(Math.sqrt(2 / Math.PI))])]);
}

export function lowerSwish(node: OnnxNode, emit: LowerEmitter): void {
  const x = node.inputs[0]!;
  const alpha = floatAttribute(node, 'alpha', node.opType === 'QuickGelu' ? 1.702 : 1);
  const scaled = alpha === 1 ? x : emit.op('Mul', [x, emit.scalar(alpha)]);
  emit.op('Mul', [x, emit.op('Sigmoid', [scaled])], {}, node.outputs[0]);
}
