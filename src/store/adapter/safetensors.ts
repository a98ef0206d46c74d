// What: safetensors files: named float32 tensors → bytes, and bytes → named tensors (F32, F16, BF16 become float32).
// Layout: u64 N; N bytes of JSON {name: {dtype, shape, data_offsets: [from, to]}}, padded with spaces to a multiple of 8;
//   the data, little-endian, row-major.
// Source: https://github.com/huggingface/safetensors, format.
import { shortened } from '../../data/files/fileTexts.ts';
import { ADAPTER_TEXTS } from '../texts/adapter.ts';

const { file: FILE } = ADAPTER_TEXTS;

export interface NamedTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export type Tensors = ReadonlyMap<string, NamedTensor>;

/** The message says what is wrong with the file and continues its name. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
}

export function writeSafetensors(tensors: Tensors): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = JSON.stringify(header);
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const bytes = new Uint8Array(8 + json.length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  let at = 8 + json.length;
  for (const { values } of tensors.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/** IEEE 754 half: 1 sign, 5 exponent, 10 fraction bits. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const BYTES = { F32: 4, F16: 2, BF16: 2 } as const;

function floats(data: Uint8Array<ArrayBuffer>, dtype: keyof typeof BYTES): Float32Array {
  const copy = data.slice().buffer;
  if (dtype === 'F32') return new Float32Array(copy);
  const words = new Uint16Array(copy);
  if (dtype === 'F16') return Float32Array.from(words, halfToFloat);
  // bfloat16 is the upper half of a float32
  return new Float32Array(Uint32Array.from(words, (word) => word << 16).buffer);
}

interface Entry {
  readonly dtype?: unknown;
  readonly shape?: unknown;
  readonly data_offsets?: unknown;
}

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && (count as number) >= 0);

function readTensor(name: string, entry: Entry, data: Uint8Array<ArrayBuffer>): NamedTensor {
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !Object.hasOwn(BYTES, dtype)) {
    throw new SafetensorsError(
      FILE.dtype(shortened(name), typeof dtype === 'string' ? shortened(dtype) : FILE.noDtype),
    );
  }
  const kind = dtype as keyof typeof BYTES;
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) throw new SafetensorsError(FILE.header);
  const [from, to] = offsets as [number, number];
  const size = shape.reduce((a, b) => a * b, 1) * BYTES[kind];
  if (to > data.length || to - from !== size) throw new SafetensorsError(FILE.cutOff);
  return { shape, values: floats(data.subarray(from, to), kind) };
}

export function readSafetensors(bytes: Uint8Array<ArrayBuffer>): Tensors {
  if (bytes.length < 10) throw new SafetensorsError(FILE.short);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(bytes.length - 8)) throw new SafetensorsError(FILE.none);
  const start = 8 + Number(length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start)));
  } catch {
    throw new SafetensorsError(FILE.noHeader);
  }
  if (typeof header !== 'object' || header === null) throw new SafetensorsError(FILE.header);
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  const data = bytes.subarray(start);
  const tensors = entries.map(([name, entry]) => [name, (entry ?? {}) as Entry] as const);
  // Tensors never share bytes: they would make a gigabyte of a small file.
  const claimed = tensors.reduce((sum, [, { data_offsets: offsets }]) => {
    return isCounts(offsets) && offsets.length === 2 ? sum + Math.max(0, offsets[1]! - offsets[0]!) : sum;
  }, 0);
  if (claimed > data.length) throw new SafetensorsError(FILE.cutOff);
  return new Map(tensors.map(([name, entry]) => [name, readTensor(name, entry, data)]));
}
