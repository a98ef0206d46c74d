// What: RMS and layer normalization, with and without the skip connection, as primitives.
// Formula: RMS: y = x / √(mean(x²) + ε) · γ. Layer: y = (x − mean x) / √(mean((x − mean x)²) + ε) · γ + β (population
//   variance). Skip*: the same on s = input + skip (+ bias); s is output 3.
// Shapes: x [..., D]; γ, β [D]; means [..., 1].
// Source: ONNX LayerNormalization, RMSNormalization; onnxruntime ContribOperators.md (Simplified, Skip, SkipSimplified).
import { OnnxError, type OnnxNode } from '../graph.ts';
import type { LowerEmitter } from '../lowerEmitter.ts';
import { floatAttribute, intAttribute, refuseOutputs } from './attributes.ts';

export function lowerNormalization(node: OnnxNode, emit: LowerEmitter): void {
  const skip = node.opType.startsWith('Skip');
  const centred = node.opType === 'LayerNormalization' || node.opType === 'SkipLayerNormalization';
  const axis = intAttribute(node, 'axis', -1);
  // A positive axis would need the rank; decoders normalise the last one.
  if (axis !== -1 && axis !== 2)
    throw new OnnxError(`${node.name} (${node.opType}): axis ${axis} is not supported; only the last axis is.`);
  refuseOutputs(node, [1, 2]);
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = node.inputs;
  let x = first;
  let [gamma, beta] = [second, third];
  if (skip) {
    // inputs: input, skip, gamma, [beta,] bias
    [gamma, beta] = centred ? [third, fourth] : [third, ''];
    const bias = centred ? fifth : fourth;
    const sum = node.outputs[3] || emit.fresh('sum');
    x = bias
      ? emit.op('Add', [emit.op('Add', [first, second]), bias], {}, sum)
      : emit.op('Add', [first, second], {}, sum);
  }
  const deviation = centred ? emit.op('Sub', [x, emit.reduceLast('ReduceMean', x)]) : x;
  const square = emit.reduceLast('ReduceMean', emit.op('Mul', [deviation, deviation])); // [...,1]
  const epsilon = emit.scalar(floatAttribute(node, 'epsilon', skip ? 1e-12 : 1e-5));
  const inverse = emit.op('Reciprocal', [emit.op('Sqrt', [emit.op('Add', [square, epsilon])])]);
  const normal = emit.op('Mul', [deviation, inverse]);
  const y = node.outputs[0]!;
  if (beta) emit.op('Add', [emit.op('Mul', [normal, gamma]), beta], {}, y);
  else emit.op('Mul', [normal, gamma], {}, y);
}
