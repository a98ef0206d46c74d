// What: element types and shapes of every tensor of a graph, with names for the dimensions known only at run time.
// Formula: broadcasting is decided from ranks and from dimensions known to be 1. A named dimension is never taken for a
//   broadcast 1: where two different names meet, or a name and a number above 1, they are taken to be equal. (A graph
//   that does broadcast an axis of unknown size 1 needs that axis declared as 1.) Names made here start with '?'.
// Shapes: integer tensors of up to 64 elements are followed by value, so that Shape → Concat → Reshape chains are known.
import { aboutNode, ofOperator } from './aboutNode.ts';
import { numbersOf } from './constants.ts';
import { OnnxError, type DataType, type Dim, type OnnxGraph, type OnnxNode } from './graph.ts';
import type { Shape, ShapeContext } from './shapes.ts';
import { SHAPE_RULES } from './shapeRules.ts';
import { followValues } from './shapeValues.ts';

export interface TensorType {
  readonly dataType: DataType;
  readonly shape: Shape;
}

const BOOLEAN = new Set([
  'Equal',
  'Less',
  'LessOrEqual',
  'Greater',
  'GreaterOrEqual',
  'Not',
  'And',
  'Or',
  'Xor',
  'IsNaN',
]);
const INT64 = new Set(['Shape', 'Size', 'ArgMax', 'ArgMin', 'NonZero']);

export function inferShapes(graph: OnnxGraph): Map<string, TensorType> {
  const types = new Map<string, TensorType>();
  const values = new Map<string, readonly Dim[]>();
  for (const { name, dataType, shape } of graph.inputs) types.set(name, { dataType, shape });
  for (const tensor of graph.initializers.values()) {
    types.set(tensor.name, { dataType: tensor.dataType, shape: tensor.shape });
    const count = tensor.shape.reduce((a, b) => a * b, 1);
    if ((tensor.dataType === 'int64' || tensor.dataType === 'int32') && count <= 64)
      values.set(tensor.name, numbersOf(tensor));
  }
  const declared = new Map([...graph.valueInfo.values(), ...graph.outputs].map((info) => [info.name, info]));
  let unknown = 0;
  const fresh = (): Dim => `?${unknown++}`;
  for (const node of graph.nodes) {
    const context: ShapeContext = {
      node,
      shape: (i) => typeOf(node, i, types).shape,
      has: (i) => !!node.inputs[i],
      values: (i) => values.get(node.inputs[i] ?? ''),
      numbers: (i) => values.get(node.inputs[i] ?? '')?.map((value) => (typeof value === 'number' ? value : NaN)),
      fresh,
    };
    // Behind an operator without a shape rule, shapes stay unknown until the file declares them. That matters only where
    // a gradient rule asks for such a shape: vjp then names the node.
    const ready = node.inputs.every((name) => name === '' || types.has(name));
    const shapes = ready ? aboutNode(node, () => ofOperator(SHAPE_RULES, node.opType)?.(context)) : undefined;
    const known = ready ? aboutNode(node, () => followValues(context)) : undefined;
    if (known && known.length <= 64) values.set(node.outputs[0]!, known);
    node.outputs.forEach((name, i) => {
      if (name === '') return;
      const info = declared.get(name);
      const shape = shapes?.[i] ?? info?.shape;
      if (!shape) return;
      types.set(name, { dataType: dataTypeOf(node, i, types, info?.dataType), shape: refine(shape, info?.shape) });
    });
  }
  return types;
}

/** Sizes that the file declares replace names that were made here. */
function refine(shape: Shape, declared: Shape | undefined): Shape {
  if (declared?.length !== shape.length) return shape;
  return shape.map((dim, i) => (typeof dim === 'string' && dim.startsWith('?') ? declared[i]! : dim));
}

function typeOf(node: OnnxNode, i: number, types: ReadonlyMap<string, TensorType>): TensorType {
  const name = node.inputs[i];
  const type = types.get(name ?? '');
  if (type) return type;
  throw new OnnxError(`${node.name} (${node.opType}): input ${i} is missing.`);
}

function dataTypeOf(
  node: OnnxNode,
  output: number,
  types: ReadonlyMap<string, TensorType>,
  declared: DataType | undefined,
): DataType {
  const of = (i: number): DataType => types.get(node.inputs[i] ?? '')?.dataType ?? 'float32';
  if (BOOLEAN.has(node.opType)) return 'bool';
  if (INT64.has(node.opType) || (node.opType === 'TopK' && output === 1)) return 'int64';
  if (node.opType === 'Cast') return CAST_TO[castTarget(node)] ?? declared ?? 'float32';
  if (node.opType === 'Where' || node.opType === 'DequantizeLinear') return of(1);
  if (node.opType === 'GatherBlockQuantized') return of(2);
  if (node.opType === 'ConstantOfShape') {
    const { value } = node.attributes;
    return value?.kind === 'tensor' ? value.value.dataType : 'float32';
  }
  return of(0);
}

const CAST_TO: Readonly<Record<number, DataType>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float16',
};
const castTarget = ({ attributes: { to } }: OnnxNode): number => (to?.kind === 'int' ? to.value : 0);
