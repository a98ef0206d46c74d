// What: ONNX files that are whole as protobuf but no models: a sentence that names the node or the constant, never an exception of the
// engine, never other weights than the file means.
import { create, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, TensorProtoSchema } from 'onnx-buf';
import { describe, expect, it } from 'vitest';
import { OnnxError } from '../../src/onnx/graph.ts';
import { GraphBuilder } from '../../src/onnx/graphBuilder.ts';
import { inferShapes } from '../../src/onnx/inferShapes.ts';
import { lower } from '../../src/onnx/lower.ts';
import { readModel } from '../../src/onnx/readModel.ts';

const withTensor = (fields: object) =>
  toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, { graph: { initializer: [create(TensorProtoSchema, { name: 'w', ...fields })] } }),
  );
const entries = (facts: Record<string, string>) => Object.entries(facts).map(([key, value]) => ({ key, value }));

describe('constants', () => {
  it('of a negative shape, whose product happens to fit, are refused', () => {
    const bytes = withTensor({ dataType: 1, dims: [-2n, -1n], rawData: new Uint8Array(8) });
    expect(() => readModel(bytes)).toThrow("The constant 'w' has the shape [-2, -1].");
  });

  it.each([
    { offset: '-8', length: '8' },
    { offset: 'x', length: '8' },
    { offset: '0', length: '-4' },
    { offset: '0.5', length: '8' },
  ])('at no place of their file are refused: %j', (facts) => {
    const external = entries({ location: 'w.bin', ...facts });
    const bytes = withTensor({ dataType: 1, dims: [2n], dataLocation: 1, externalData: external });
    const data = new Map([['w.bin', new Uint8Array(16)]]);
    expect(() => readModel(bytes, { externalData: data })).toThrow("'w' lie at no place of 'w.bin'");
  });
});

describe('operators', () => {
  const withNode = (op: string) => {
    const builder = new GraphBuilder('odd');
    builder.input('x', 'float32', [2]);
    const [y] = builder.node(op, [], { outputs: ['y'] });
    builder.output(y!, 'float32', [2]);
    return builder.build();
  };

  it('without the inputs that they need are named', () => {
    expect(() => inferShapes(withNode('Concat'))).toThrow(OnnxError);
    expect(() => inferShapes(withNode('Concat'))).toThrow(/\(Concat\): its inputs or attributes are not those/);
  });

  it.each(['constructor', 'toString', '__proto__'])('called %s have no rule and are kept', (op) => {
    expect(inferShapes(withNode(op)).get('y')).toEqual({ dataType: 'float32', shape: [2] });
    expect(lower(withNode(op), { prefix: false, cache: false }).nodes.map(({ opType }) => opType)).toEqual([op]);
  });
});
