// What: reads an .onnx file into the typed graph. Weights stay views into the file (or its external data files).
// Formula: Constant nodes become initializers; 'ai.onnx' becomes ''; unnamed nodes get a name for error messages.
// Source: onnx.proto (ModelProto, GraphProto, NodeProto, AttributeProto, ValueInfoProto).
import { readInnerGraph } from './branches.ts';
import { OnnxError } from './graph.ts';
import type { Attribute, Dim, Initializer, OnnxGraph, OnnxNode, ValueInfo } from './graph.ts';
import { ProtobufReader } from './protobufReader.ts';
import { dataTypeOf, findDataType, readTensor, type ReadOptions } from './readTensor.ts';

export type { ReadOptions } from './readTensor.ts';

const TEXT = new TextDecoder();
/** AttributeProto.AttributeType */
const TYPE = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, floats: 6, ints: 7, strings: 8 };

export function readModel(bytes: Uint8Array, options: ReadOptions = {}): OnnxGraph {
  const opsets = new Map<string, number>();
  let graph: OnnxGraph | undefined;
  let functions = 0;
  const model = new ProtobufReader(bytes);
  model.fields((field, wire) => {
    if (field === 7 && wire === 2) graph = readGraph(model.message(), options);
    else if (field === 8 && wire === 2) readOpset(model.message(), opsets);
    else if (field === 25) functions++;
  });
  if (!graph)
    throw new OnnxError(`This is not a whole ONNX file: its ${bytes.length} bytes hold no graph. Download it again.`);
  if (functions > 0)
    throw new OnnxError(
      'The model defines functions of its own, which are not supported. Export it with them inlined.',
    );
  return { ...graph, opsets };
}

const domainOf = (domain: string): string => (domain === 'ai.onnx' ? '' : domain);

function readOpset(reader: ProtobufReader, into: Map<string, number>): void {
  let [domain, version] = ['', 0];
  reader.fields((field) => {
    if (field === 1) domain = reader.text();
    else if (field === 2) version = reader.int();
  });
  into.set(domainOf(domain), version);
}

function readGraph(reader: ProtobufReader, options: ReadOptions): OnnxGraph {
  let name = '';
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, Initializer>();
  const [inputs, outputs, inner]: [ValueInfo[], ValueInfo[], ValueInfo[]] = [[], [], []];
  const push = (list: ValueInfo[], info: ValueInfo | undefined): void => void (info && list.push(info));
  reader.fields((field) => {
    if (field === 1) nodes.push(readNode(reader.message(), nodes.length, options));
    else if (field === 2) name = reader.text();
    else if (field === 5) {
      const tensor = readTensor(reader.message(), options);
      initializers.set(tensor.name, tensor);
    } else if (field === 11) push(inputs, readValueInfo(reader.message(), true));
    else if (field === 12) push(outputs, readValueInfo(reader.message(), true));
    else if (field === 13) push(inner, readValueInfo(reader.message(), false));
    else if (field === 15) throw new OnnxError('The model has sparse constants, which are not supported.');
  });
  const kept = nodes.filter((node) => {
    const constant = node.opType === 'Constant' ? constantOf(node) : undefined;
    if (constant) initializers.set(constant.name, constant);
    return !constant;
  });
  return {
    name,
    inputs: inputs.filter((input) => !initializers.has(input.name)),
    outputs,
    nodes: kept,
    initializers,
    valueInfo: new Map(inner.map((info) => [info.name, info])),
    opsets: new Map(),
  };
}

function readNode(reader: ProtobufReader, index: number, options: ReadOptions): OnnxNode {
  const [inputs, outputs]: [string[], string[]] = [[], []];
  const attributes = new Map<string, Attribute>();
  const raw: ProtobufReader[] = [];
  let [name, opType, domain] = ['', '', ''];
  reader.fields((field) => {
    if (field === 1) inputs.push(reader.text());
    else if (field === 2) outputs.push(reader.text());
    else if (field === 3) name = reader.text();
    else if (field === 4) opType = reader.text();
    else if (field === 5) raw.push(reader.message());
    else if (field === 7) domain = domainOf(reader.text());
  });
  name ||= `${opType}_${index}`;
  for (const attribute of raw) readAttribute(attribute, `${name} (${opType})`, attributes, options);
  return { name, opType, domain, inputs, outputs, attributes: Object.fromEntries(attributes) };
}

function readAttribute(
  reader: ProtobufReader,
  owner: string,
  into: Map<string, Attribute>,
  options: ReadOptions,
): void {
  let [name, type, f, i, s] = ['', 0, 0, 0, ''];
  let tensor: Initializer | undefined;
  let inner: Uint8Array | undefined;
  const [floats, ints, strings]: [number[], bigint[], string[]] = [[], [], []];
  reader.fields((field, wire) => {
    if (field === 1) name = reader.text();
    else if (field === 2) f = reader.float();
    else if (field === 3) i = reader.int();
    else if (field === 4) s = TEXT.decode(reader.data());
    else if (field === 5) tensor = readTensor(reader.message(), options);
    else if (field === 6) inner = reader.data();
    else if (field === 7) reader.floats(wire, floats);
    else if (field === 8) reader.varints(wire, ints);
    else if (field === 9) strings.push(reader.text());
    else if (field === 20) type = reader.int();
  });
  if (type === TYPE.float) into.set(name, { kind: 'float', value: f });
  else if (type === TYPE.int) into.set(name, { kind: 'int', value: i });
  else if (type === TYPE.string) into.set(name, { kind: 'string', value: s });
  else if (type === TYPE.floats) into.set(name, { kind: 'floats', value: floats });
  else if (type === TYPE.ints) into.set(name, { kind: 'ints', value: ints.map(Number) });
  else if (type === TYPE.strings) into.set(name, { kind: 'strings', value: strings });
  else if (type === TYPE.tensor && tensor) into.set(name, { kind: 'tensor', value: tensor });
  else if (type === TYPE.graph && inner) into.set(name, { kind: 'graph', value: readInnerGraph(inner) });
  else throw new OnnxError(`${owner}: attribute '${name}' is of kind ${type}, which is not supported.`);
}

function readValueInfo(reader: ProtobufReader, needed: boolean): ValueInfo | undefined {
  let [name, code] = ['', 0];
  let shape: Dim[] | undefined;
  const onTensor = (tensor: ProtobufReader): void =>
    tensor.fields((field) => {
      if (field === 1) code = tensor.int();
      else if (field === 2) shape = readShape(tensor.message());
    });
  const onType = (type: ProtobufReader): void =>
    type.fields((field) => {
      if (field === 1) onTensor(type.message());
    });
  reader.fields((field) => {
    if (field === 1) name = reader.text();
    else if (field === 2) onType(reader.message());
  });
  // Inner tensors may be of types that we only pass over; a missing shape is inferred later.
  if (!needed && (!findDataType(code) || !shape)) return undefined;
  const named = (shape ?? []).map((dim, axis) => (dim === '' ? `${name}_${axis}` : dim));
  return { name, dataType: dataTypeOf(code, `'${name}'`), shape: named };
}

/** A dimension without value and name is '' here. */
function readShape(reader: ProtobufReader): Dim[] {
  const shape: Dim[] = [];
  reader.fields((field) => {
    if (field !== 1) return;
    const dim = reader.message();
    let value: Dim = '';
    dim.fields((part) => {
      if (part === 1) value = dim.int();
      else if (part === 2) value = dim.text();
    });
    shape.push(value);
  });
  return shape;
}

function constantOf({ outputs, attributes }: OnnxNode): Initializer | undefined {
  const name = outputs[0]!;
  const make = (dataType: 'float32' | 'int64', values: readonly number[], shape: readonly number[]): Initializer => {
    const data = dataType === 'float32' ? Float32Array.from(values) : BigInt64Array.from(values.map(BigInt));
    return { name, dataType, shape, bytes: new Uint8Array(data.buffer) };
  };
  const { value, value_float, value_floats, value_int, value_ints } = attributes;
  if (value?.kind === 'tensor') return { ...value.value, name };
  if (value_float?.kind === 'float') return make('float32', [value_float.value], []);
  if (value_floats?.kind === 'floats') return make('float32', value_floats.value, [value_floats.value.length]);
  if (value_int?.kind === 'int') return make('int64', [value_int.value], []);
  if (value_ints?.kind === 'ints') return make('int64', value_ints.value, [value_ints.value.length]);
  return undefined;
}
