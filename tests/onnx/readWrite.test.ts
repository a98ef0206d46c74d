// What: reading and writing .onnx files: round trip, an independent codec, typed data, external data, damaged files.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, NodeProtoSchema, TensorProtoSchema } from 'onnx-buf';
import { describe, expect, it } from 'vitest';
import { float, floats, int, ints, text } from '../../src/onnx/attributes.ts';
import { numbersOf } from '../../src/onnx/constants.ts';
import { OnnxError } from '../../src/onnx/graph.ts';
import { GraphBuilder } from '../../src/onnx/graphBuilder.ts';
import { operatorHistogram, printHistogram } from '../../src/onnx/histogram.ts';
import { readModel } from '../../src/onnx/readModel.ts';
import { writeModel } from '../../src/onnx/writeModel.ts';

function sample() {
  const builder = new GraphBuilder('sample');
  const x = builder.input('x', 'float32', ['rows', 3]);
  const w = builder.constant('float32', [3, 2], [1, 2, 3, 4, 5, 6]);
  builder.addInitializer({ name: 'q', dataType: 'uint4', shape: [3], bytes: Uint8Array.of(0x21, 0x03) });
  const y = builder.op('MatMul', [x, w]);
  const q = builder.op('DequantizeLinear', ['q', builder.scalar(0.5)]);
  const [a, b] = builder.node('Odd', [y, '', q], {
    outputs: ['a', 'b'],
    domain: 'com.example',
    attributes: {
      i: int(-7),
      far: int(Number.MAX_SAFE_INTEGER),
      f: float(0.1),
      s: text('δ'),
      is: ints([0, -1, 2 ** 40]),
      fs: floats([1, -0.5]),
      t: { kind: 'tensor', value: { name: 't', dataType: 'int64', shape: [1], bytes: new Uint8Array(8) } },
    },
  });
  builder.output(a!, 'float32', ['rows', 2]);
  builder.output(b!, 'int32', []);
  return builder.build();
}

describe('round trip', () => {
  it('read → write → read is identical, also byte for byte', () => {
    const bytes = writeModel(sample());
    const graph = readModel(bytes);
    expect({ ...graph, valueInfo: [...graph.valueInfo] }).toEqual({
      ...sample(),
      nodes: sample().nodes.map((node) => ({
        ...node,
        attributes: { ...node.attributes, ...(node.attributes['f'] && { f: float(Math.fround(0.1)) }) },
      })),
      valueInfo: [],
    });
    expect(writeModel(graph)).toEqual(bytes);
  });

  it('weights are views into the file', () => {
    const bytes = writeModel(sample());
    for (const tensor of readModel(bytes).initializers.values()) expect(tensor.bytes.buffer).toBe(bytes.buffer);
  });

  it('an independent codec reads the same', () => {
    const graph = sample();
    const model = fromBinary(ModelProtoSchema, writeModel(graph));
    expect(model.irVersion).toBe(10n);
    expect(model.graph!.node.map((node) => node.opType)).toEqual(graph.nodes.map((node) => node.opType));
    expect(model.graph!.input[0]!.name).toBe('x');
    const odd = model.graph!.node.find((node) => node.opType === 'Odd')!;
    expect(odd.attribute.find((a) => a.name === 'is')!.ints).toEqual([0n, -1n, 2n ** 40n]);
    expect(model.graph!.initializer.map((t) => t.rawData.length)).toEqual(
      [...graph.initializers.values()].map((t) => t.bytes.length),
    );
  });

  it('int64 beyond a number is clamped, not wrapped', () => {
    const builder = new GraphBuilder('ends');
    builder.input('x', 'float32', [2]);
    builder.node('Odd', ['x'], { outputs: ['y'], attributes: { end: int(2 ** 63), begin: int(-(2 ** 63)) } });
    builder.output('y', 'float32', [2]);
    const attribute = fromBinary(ModelProtoSchema, writeModel(builder.build())).graph!.node[0]!.attribute;
    expect(attribute.map((a) => a.i)).toEqual([2n ** 63n - 1n, -(2n ** 63n)]);
  });
});

describe('other forms of the same file', () => {
  const model = (tensors: object[], nodes: object[] = []) =>
    toBinary(
      ModelProtoSchema,
      create(ModelProtoSchema, {
        irVersion: 8n,
        opsetImport: [{ domain: 'ai.onnx', version: 17n }],
        graph: {
          name: 'g',
          initializer: tensors.map((t) => create(TensorProtoSchema, t)),
          node: nodes.map((n) => create(NodeProtoSchema, n)),
        },
      }),
    );

  it('typed data fields become bytes', () => {
    const graph = readModel(
      model([
        { name: 'f', dataType: 1, dims: [2n], floatData: [1.5, -2] },
        { name: 'i', dataType: 6, dims: [2n], int32Data: [-3, 4] },
        { name: 'l', dataType: 7, dims: [1n], int64Data: [-5n] },
        { name: 'u', dataType: 2, dims: [2n], int32Data: [200, 7] },
        { name: 'b', dataType: 9, dims: [2n], int32Data: [1, 0] },
        { name: 'z', dataType: 1, dims: [0n] },
      ]),
    );
    const values = Object.fromEntries([...graph.initializers].map(([name, tensor]) => [name, numbersOf(tensor)]));
    expect(values).toEqual({ f: [1.5, -2], i: [-3, 4], l: [-5], u: [200, 7], b: [1, 0], z: [] });
    expect(graph.opsets.get('')).toBe(17);
  });

  it('Constant nodes become initializers', () => {
    const value = create(TensorProtoSchema, { dataType: 6, dims: [1n], int32Data: [9] });
    const graph = readModel(
      model(
        [],
        [
          { opType: 'Constant', output: ['a'], attribute: [{ name: 'value', type: 4, t: value }] },
          { opType: 'Constant', output: ['b'], attribute: [{ name: 'value_float', type: 1, f: 2.5 }] },
          { opType: 'Constant', output: ['c'], attribute: [{ name: 'value_ints', type: 7, ints: [3n, 4n] }] },
        ],
      ),
    );
    expect(graph.nodes).toEqual([]);
    expect([...graph.initializers].map(([name, tensor]) => [name, numbersOf(tensor)])).toEqual([
      ['a', [9]],
      ['b', [2.5]],
      ['c', [3, 4]],
    ]);
  });

  it('external data is a view, and a missing or short file is named', () => {
    const entries = (values: Record<string, string>) => Object.entries(values).map(([key, value]) => ({ key, value }));
    const bytes = model([
      {
        name: 'w',
        dataType: 1,
        dims: [2n],
        externalData: entries({ location: 'w.bin', offset: '4', length: '8' }),
        dataLocation: 1,
      },
    ]);
    const file = new Uint8Array(Float32Array.of(9, 1, 2).buffer);
    const graph = readModel(bytes, { externalData: new Map([['w.bin', file]]) });
    expect(numbersOf(graph.initializers.get('w')!)).toEqual([1, 2]);
    expect(graph.initializers.get('w')!.bytes.buffer).toBe(file.buffer);
    expect(() => readModel(bytes)).toThrow("'w.bin', which was not given");
    expect(() => readModel(bytes, { externalData: new Map([['w.bin', file.subarray(0, 8)]]) })).toThrow('cut off');
  });
});

describe('damaged files', () => {
  it('every truncation gives an OnnxError, never another exception or a silent half', () => {
    const bytes = writeModel(sample());
    for (let length = 0; length < bytes.length; length++)
      expect(() => readModel(bytes.subarray(0, length)), `cut at ${length}`).toThrow(OnnxError);
  });

  it('says what happened and what to do', () => {
    const bytes = writeModel(sample());
    expect(() => readModel(bytes.subarray(0, 200))).toThrow(/cut off: byte \d+ announces \d+ bytes.*Download it again/);
    expect(() => readModel(new Uint8Array(0))).toThrow('hold no graph');
    expect(() => readModel(new TextEncoder().encode('<html>Not found</html>'))).toThrow(OnnxError);
  });
});

describe('histogram', () => {
  it('counts operators', () => {
    expect([...operatorHistogram(sample())]).toEqual([
      ['DequantizeLinear', 1],
      ['MatMul', 1],
      ['com.example.Odd', 1],
    ]);
    expect(printHistogram(sample()).split('\n')[0]).toBe('DequantizeLinear  1');
  });
});
