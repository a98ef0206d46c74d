// What: damaged and odd ONNX files through the parser: a graph that can be written and read again as the same, or one sentence; sizes are
// bounded by the bytes that are there. An independent codec reads the same from what is read.
import { fromBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { ModelProtoSchema } from 'onnx-buf';
import { expect } from 'vitest';
import { float, floats, int, ints, text } from '../../src/onnx/attributes.ts';
import { externalLocations } from '../../src/onnx/externalLocations.ts';
import type { Attribute, DataType, OnnxGraph } from '../../src/onnx/graph.ts';
import { GraphBuilder } from '../../src/onnx/graphBuilder.ts';
import { inferShapes } from '../../src/onnx/inferShapes.ts';
import { readModel } from '../../src/onnx/readModel.ts';
import { writeModel } from '../../src/onnx/writeModel.ts';
import { damagedOf, joined } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { fuzzKind, outcome, told } from './fuzz.ts';

const fuzz = fuzzKind('onnx', 700);
/** Sentences about a node or a constant begin with its name, as the file has it. */
const ONNX = { errors: ['OnnxError'], begins: /^./s };

const name = fc.stringMatching(/^[a-z][\w./]{0,8}$/);
const dims = fc.array(fc.oneof(fc.nat(4), fc.constantFrom('rows', 'n')), { maxLength: 3 });
const attribute: fc.Arbitrary<Attribute> = fc.oneof(
  fc.maxSafeInteger().map(int),
  fc.float({ noNaN: true }).map(float),
  fc.string().map(text),
  fc.array(fc.maxSafeInteger()).map(ints),
  fc.array(fc.float({ noNaN: true })).map(floats),
  fc.array(fc.string(), { minLength: 1 }).map((value): Attribute => ({ kind: 'strings', value })),
);
const types: readonly DataType[] = ['float32', 'uint8', 'int8', 'int32', 'int64', 'bool', 'float16', 'uint4', 'int4'];
const BITS: Partial<Record<DataType, number>> = { float32: 32, int32: 32, int64: 64, float16: 16, uint4: 4, int4: 4 };
const constant = fc.tuple(name, fc.constantFrom(...types), fc.array(fc.nat(4), { maxLength: 3 }), fc.uint8Array({ minLength: 512, maxLength: 512 })).map(([own, dataType, shape, bytes]) => ({ name: `c.${own}`, dataType, shape, bytes: Uint8Array.from(bytes).subarray(0, Math.ceil((shape.reduce((a, b) => a * b, 1) * (BITS[dataType] ?? 8)) / 8)) })); // prettier-ignore

/** Nodes of any names and attributes, in the order in which they stand; the names need not make sense. */
const model: fc.Arbitrary<OnnxGraph> = fc
  .record({
    input: fc.uniqueArray(fc.tuple(name, dims), { maxLength: 3, selector: ([own]) => own }),
    constants: fc.uniqueArray(constant, { maxLength: 3, selector: (one) => one.name }),
    nodes: fc.array(
      fc.record({
        op: fc.constantFrom('MatMul', 'Add', 'Odd', 'Identity', 'Softmax', 'Reshape', 'Slice', 'Concat', 'Gather'),
        domain: fc.constantFrom('', 'com.microsoft', 'x'),
        inputs: fc.array(name, { maxLength: 3 }),
        attributes: fc.dictionary(fc.constantFrom('axis', 'perm', 'alpha', 'to', 'keepdims', 'value_x'), attribute),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ input, constants, nodes }) => {
    const builder = new GraphBuilder('random');
    for (const [own, shape] of input) builder.input(own, 'float32', shape);
    for (const one of constants) builder.addInitializer(one);
    const made = nodes.map(({ op, domain, inputs, attributes }, i) => {
      const known = [...input.map(([own]) => own), ...constants.map((one) => one.name)];
      const from = inputs.map((own, k) => known[(own.length + k) % (known.length + 1)] ?? '');
      return builder.node(op, from, { outputs: [`y${i}`], domain, attributes })[0]!;
    });
    for (const own of made) builder.output(own, 'float32', ['rows', 2]);
    return builder.build();
  });

const plain = (graph: OnnxGraph) => ({
  ...graph,
  initializers: [...graph.initializers],
  valueInfo: [...graph.valueInfo],
  opsets: [...graph.opsets],
});

fuzz('whole models: the same graph comes back, and an independent codec agrees', 0.15, model, (graph) => {
  const bytes = writeModel(graph);
  expect(plain(readModel(bytes))).toEqual(plain(graph));
  const other = fromBinary(ModelProtoSchema, bytes).graph!;
  expect(other.node.map((node) => [node.opType, node.input])).toEqual(graph.nodes.map((n) => [n.opType, n.inputs]));
  expect(other.initializer.map((one) => one.rawData.length)).toEqual([...graph.initializers.values()].map((one) => one.bytes.length)); // prettier-ignore
  return 'read';
});

function sample(): Bytes {
  const builder = new GraphBuilder('sample');
  const x = builder.input('x', 'float32', ['rows', 3]);
  const w = builder.constant('float32', [3, 2], [1, 2, 3, 4, 5, 6]);
  builder.addInitializer({ name: 'q', dataType: 'uint4', shape: [3], bytes: Uint8Array.of(0x21, 0x03) });
  const y = builder.op('MatMul', [x, w]);
  const all = { i: int(-7), f: float(0.1), s: text('δ'), is: ints([0, -1, 2 ** 40]), fs: floats([1, -0.5]), t: { kind: 'tensor', value: { name: 't', dataType: 'int64', shape: [1], bytes: new Uint8Array(8) } } } as const; // prettier-ignore
  const [z] = builder.node('Odd', [y, '', 'q'], { outputs: ['z'], domain: 'com.example', attributes: all });
  const s = builder.op('Softmax', [builder.op('Transpose', [z!], { perm: ints([1, 0]) })], { axis: int(-1) });
  builder.output(s, 'float32', ['rows', 2]);
  return Uint8Array.from(writeModel(builder.build()));
}

/** What is read takes no more room than the file, can be written, and comes back the same. */
async function readAll(bytes: Bytes) {
  for (const location of externalLocations(bytes)) expect(location.length).toBeLessThanOrEqual(bytes.length);
  const result = await outcome(
    () => readModel(bytes),
    ONNX,
    () => Buffer.from(bytes).toString('hex').slice(0, 400),
  );
  if ('sentence' in result) return 'refused' as const;
  const graph = result.value;
  for (const { bytes: own, shape } of graph.initializers.values()) {
    expect(own.length).toBeLessThanOrEqual(8 * bytes.length);
    expect(shape.every((dim) => Number.isSafeInteger(dim) && dim >= 0)).toBe(true);
  }
  const written = writeModel(graph);
  expect(written.length).toBeLessThanOrEqual(8 * bytes.length + 1000);
  expect(plain(readModel(written))).toEqual(plain(graph));
  await outcome(
    () => inferShapes(graph),
    ONNX,
    () => Buffer.from(bytes).toString('hex').slice(0, 400),
  );
  return told(result);
}

fuzz('damaged models', 0.45, fc.oneof(damagedOf([sample()]), model.chain((graph) => damagedOf([Uint8Array.from(writeModel(graph))]))), readAll); // prettier-ignore

/** Fields that look like protobuf, in any order and nesting. */
const field: fc.Arbitrary<Bytes> = fc.letrec<{ one: Bytes; many: Bytes }>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(fc.nat(26), fc.uint8Array({ maxLength: 9 })).map(([n, more]) => joined([n << 3], more.slice(0, 4))),
    fc
      .tuple(fc.nat(26), fc.uint8Array({ maxLength: 12 }))
      .map(([n, more]) => joined([(n << 3) | 2, more.length], more)),
    fc.tuple(fc.constantFrom(1, 5, 7, 8, 11, 12, 13), tie('many')).map(([n, inner]) => joined([(n << 3) | 2, Math.min(127, inner.length)], inner.subarray(0, 127))), // prettier-ignore
  ),
  many: fc.array(tie('one'), { maxLength: 5 }).map((parts) => joined(...parts)),
})).many;

fuzz('random protobuf', 0.4, field.map((inner) => joined([58, Math.min(127, inner.length)], inner.subarray(0, 127))), readAll); // prettier-ignore
