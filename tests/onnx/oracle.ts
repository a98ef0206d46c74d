// What: the oracle: a float64 interpreter of every operator that the rules read or emit, in plain loops. It is itself
//   checked against ORT, operator by operator (oracle.test.ts).
import type { Initializer, OnnxGraph } from '../../src/onnx/graph.ts';
import { numbersOf } from '../../src/onnx/constants.ts';
import { ELEMENTWISE } from './oracle/elementwise.ts';
import { LAYOUT } from './oracle/layout.ts';
import { MATMUL } from './oracle/matmul.ts';
import { REDUCE } from './oracle/reduce.ts';
import { ROTARY } from './oracle/rotary.ts';
import { sizeOf, tensor, type Kernels, type Tensor } from './oracle/tensor.ts';

export const KERNELS: Kernels = { ...ELEMENTWISE, ...REDUCE, ...MATMUL, ...LAYOUT, ...ROTARY };

export type Feeds = Readonly<Record<string, Tensor>>;

function constant(initializer: Initializer): Tensor {
  const { dataType, shape, bytes } = initializer;
  if (dataType !== 'uint4') return tensor(shape, numbersOf(initializer));
  return tensor(
    shape,
    Array.from({ length: sizeOf(shape) }, (_, i) => (bytes[i >> 1]! >> (4 * (i & 1))) & 15),
  );
}

/** All tensors of the graph, by name. */
export function evaluate(graph: OnnxGraph, feeds: Feeds): Map<string, Tensor> {
  const values = new Map<string, Tensor>([...graph.initializers.values()].map((t) => [t.name, constant(t)]));
  for (const { name } of graph.inputs) {
    const value = feeds[name];
    if (!value) throw new Error(`the oracle has no value for input ${name}`);
    values.set(name, value);
  }
  for (const node of graph.nodes) {
    const kernel = KERNELS[node.opType];
    if (!kernel) throw new Error(`the oracle has no operator ${node.opType}`);
    const outputs = kernel(
      node.inputs.map((name) => (name === '' ? undefined : values.get(name)!)),
      node,
    );
    node.outputs.forEach((name, i) => {
      if (name !== '') values.set(name, outputs[i]!);
    });
  }
  return values;
}
