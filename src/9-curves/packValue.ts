// What: plain data with typed arrays in it ↔ bytes: the container of run files, recordings and long links (inside gzip).
// Layout, little-endian: "RSCP"; u32 version; u32 H; H bytes of JSON {kind, parts: [{type, offset, length}], value};
//   zeros up to a multiple of 8; the parts, each from a multiple of 8. `offset` in bytes from the first part, `length` in
//   elements. In `value` a typed array is written as {"$part": i}, NaN, ±∞ and −0 as {"$number": "NaN"}.
// Units: offset in bytes, length in elements.
import { FormatError } from './gzip.ts';

export const CONTAINER_VERSION = 1;
const MAGIC = 'RSCP';
const HEAD_BYTES = 12;
const ARRAYS = { Uint8Array, Uint8ClampedArray, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array }; // prettier-ignore
type ArrayName = keyof typeof ARRAYS;
type AnyArray = InstanceType<(typeof ARRAYS)[ArrayName]>;

interface PartEntry {
  readonly type: ArrayName;
  readonly offset: number;
  readonly length: number;
}

const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8;
const isArray = (value: unknown): value is AnyArray => ArrayBuffer.isView(value) && !(value instanceof DataView);

function replaced(value: unknown, parts: AnyArray[]): unknown {
  if (isArray(value)) return { $part: parts.push(value) - 1 };
  if (Object.is(value, -0)) return { $number: '-0' };
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  if (Array.isArray(value)) return value.map((item) => replaced(item, parts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, parts)]));
}

export function packValue(kind: string, value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: AnyArray[] = [];
  const body = replaced(value, arrays);
  let offset = 0;
  const parts = arrays.map((array): PartEntry => {
    const entry = { type: array.constructor.name as ArrayName, offset, length: array.length };
    offset = aligned(offset + array.byteLength);
    return entry;
  });
  const header = new TextEncoder().encode(JSON.stringify({ kind, parts, value: body }));
  const start = aligned(HEAD_BYTES + header.length);
  const bytes = new Uint8Array(start + offset);
  bytes.set(new TextEncoder().encode(MAGIC));
  const view = new DataView(bytes.buffer);
  view.setUint32(4, CONTAINER_VERSION, true);
  view.setUint32(8, header.length, true);
  bytes.set(header, HEAD_BYTES);
  arrays.forEach(({ buffer, byteOffset, byteLength }, i) =>
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), start + parts[i]!.offset),
  );
  return bytes;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** `least`: where the part before it ends. Parts that share bytes would make a gigabyte of a small file. */
function readPart(bytes: Uint8Array<ArrayBuffer>, entry: unknown, least: number): readonly [AnyArray, number] {
  const { type, offset, length } = isObject(entry) ? entry : {};
  const known = typeof type === 'string' && Object.hasOwn(ARRAYS, type);
  const counts = [offset, length].every((count) => Number.isSafeInteger(count) && (count as number) >= 0);
  if (!known || !counts || (offset as number) < least) throw new FormatError('its list of parts is damaged');
  const Kind = ARRAYS[type as ArrayName];
  const end = (offset as number) + (length as number) * Kind.BYTES_PER_ELEMENT;
  if (end > bytes.length) throw new FormatError('it is cut off');
  return [new Kind(bytes.slice(offset as number, end).buffer), end];
}

function revived(value: unknown, parts: readonly AnyArray[]): unknown {
  if (Array.isArray(value)) return value.map((item) => revived(item, parts));
  if (!isObject(value)) return value;
  if (typeof value['$number'] === 'string') return Number(value['$number']);
  if (typeof value['$part'] === 'number') {
    const part = parts[value['$part']];
    if (!part) throw new FormatError('one of its parts is missing');
    return part;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revived(item, parts)]));
}

/** Throws a FormatError whose message continues "… cannot be opened: ". */
export function unpackValue(kind: string, bytes: Uint8Array<ArrayBuffer>): unknown {
  if (bytes.length < HEAD_BYTES || new TextDecoder().decode(bytes.subarray(0, 4)) !== MAGIC) {
    throw new FormatError('it isn’t a Rollscope file');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const version = view.getUint32(4, true);
  if (version > CONTAINER_VERSION)
    throw new FormatError('it was made by a newer version of this page; reload the page and try again');
  const headerEnd = HEAD_BYTES + view.getUint32(8, true);
  if (version === 0 || headerEnd > bytes.length) throw new FormatError('it is damaged or cut off');
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(HEAD_BYTES, headerEnd)));
  } catch {
    throw new FormatError('its header is damaged');
  }
  if (!isObject(header) || !Array.isArray(header['parts'])) throw new FormatError('its header is damaged');
  if (header['kind'] !== kind) throw new FormatError(`it is a Rollscope file, but not a ${kind}`);
  const body = bytes.subarray(Math.min(bytes.length, aligned(headerEnd)));
  const parts: AnyArray[] = [];
  let end = 0;
  for (const entry of header['parts']) {
    const [part, after] = readPart(body, entry, end);
    parts.push(part);
    end = after;
  }
  return revived(header['value'], parts);
}
