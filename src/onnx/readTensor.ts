// What: reads one TensorProto; the bytes are a view into the file, or into the external data file.
// Shapes: sub-byte types (uint4, int4) stay packed, low nibble first.
// Source: onnx.proto, TensorProto.
import { DATA_TYPE, OnnxError, type DataType, type Initializer } from './graph.ts';
import type { ProtobufReader } from './protobufReader.ts';

export interface ReadOptions {
  /** Bytes of the external data files, by the location that the model names. */
  readonly externalData?: ReadonlyMap<string, Uint8Array>;
}

const NAMES = new Map(Object.entries(DATA_TYPE).map(([name, code]) => [code as number, name as DataType]));

export function findDataType(code: number): DataType | undefined {
  return NAMES.get(code);
}

export function dataTypeOf(code: number, where: string): DataType {
  const name = NAMES.get(code);
  if (name) return name;
  const known = Object.keys(DATA_TYPE).join(', ');
  throw new OnnxError(`${where} has ONNX element type ${code}; only ${known} are supported. Export the model again.`);
}

interface TypedData {
  readonly floats: number[];
  readonly int32s: bigint[];
  readonly int64s: bigint[];
}

export function readTensor(reader: ProtobufReader, options: ReadOptions): Initializer {
  let name = '';
  let code = 0;
  let raw: Uint8Array | undefined;
  const dims: bigint[] = [];
  const typed: TypedData = { floats: [], int32s: [], int64s: [] };
  const external = new Map<string, string>();
  reader.fields((field, wire) => {
    if (field === 1) reader.varints(wire, dims);
    else if (field === 2) code = reader.int();
    else if (field === 4) reader.floats(wire, typed.floats);
    else if (field === 5) reader.varints(wire, typed.int32s);
    else if (field === 7) reader.varints(wire, typed.int64s);
    else if (field === 8) name = reader.text();
    else if (field === 9) raw = reader.data();
    else if (field === 13) readEntry(reader.message(), external);
  });
  const dataType = dataTypeOf(code, `The constant '${name}'`);
  const shape = dims.map(Number);
  if (shape.some((dim) => dim < 0))
    throw new OnnxError(`The constant '${name}' has the shape [${shape.join(', ')}]. Download the model again.`);
  const bytes = external.size > 0 ? externalBytes(name, external, options) : (raw ?? typedBytes(dataType, typed));
  const expected = byteLength(dataType, shape);
  if (bytes.length !== expected)
    throw new OnnxError(
      `The constant '${name}' has ${bytes.length} bytes, but ${dataType} [${shape.join(', ')}] needs ${expected}. Download the model again.`,
    );
  return { name, dataType, shape, bytes };
}

const BITS: Readonly<Record<DataType, number>> = {
  float32: 32,
  uint8: 8,
  int8: 8,
  int32: 32,
  int64: 64,
  bool: 8,
  float16: 16,
  uint4: 4,
  int4: 4,
};

export function byteLength(dataType: DataType, shape: readonly number[]): number {
  return Math.ceil((shape.reduce((a, b) => a * b, 1) * BITS[dataType]) / 8);
}

/** StringStringEntryProto. */
export function readEntry(reader: ProtobufReader, into: Map<string, string>): void {
  let [key, value] = ['', ''];
  reader.fields((field) => {
    if (field === 1) key = reader.text();
    else if (field === 2) value = reader.text();
  });
  into.set(key, value);
}

function externalBytes(name: string, facts: ReadonlyMap<string, string>, options: ReadOptions): Uint8Array {
  const location = facts.get('location') ?? '';
  const file = options.externalData?.get(location);
  if (!file)
    throw new OnnxError(
      `The weights '${name}' lie in the file '${location}', which was not given. Add it beside the model.`,
    );
  const offset = Number(facts.get('offset') ?? 0);
  const length = Number(facts.get('length') ?? file.length - offset);
  if (![offset, length].every((count) => Number.isSafeInteger(count) && count >= 0))
    throw new OnnxError(
      `The weights '${name}' lie at no place of '${location}': their offset or length is not a whole number. Export the model again.`,
    );
  if (offset + length > file.length)
    throw new OnnxError(
      `'${location}' is cut off: '${name}' ends at byte ${offset + length}, the file at ${file.length}. Download it again.`,
    );
  return file.subarray(offset, offset + length);
}

function typedBytes(dataType: DataType, { floats, int32s, int64s }: TypedData): Uint8Array {
  if (dataType === 'float32') return new Uint8Array(Float32Array.from(floats).buffer);
  if (dataType === 'int64') return new Uint8Array(BigInt64Array.from(int64s).buffer);
  const values = int32s.map(Number);
  if (dataType === 'int32') return new Uint8Array(Int32Array.from(values).buffer);
  if (dataType === 'float16') return new Uint8Array(Uint16Array.from(values).buffer);
  return Uint8Array.from(values);
}
