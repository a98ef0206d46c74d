// What: a zip file that was cut off has lost the directory at its end; a directory is made anew from the headers that stand before each file.
// Source: PKWARE APPNOTE 6.3, sections 4.3.7 (local header), 4.3.9 (data descriptor), 4.3.12 (central directory), 4.3.16 (end of it).

export const LOCAL_HEADER = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;

interface Entry {
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Where the next header may stand. */
  readonly end: number;
}

/** Of a signature ("PK", then two bytes) at or behind `from`; −1 where there is none. */
function findSignature(view: DataView, from: number, signatures: readonly number[]): number {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let at = bytes.indexOf(0x50, from); at >= 0 && at + 4 <= bytes.length; at = bytes.indexOf(0x50, at + 1))
    if (signatures.includes(view.getUint32(at, true))) return at;
  return -1;
}

/** Sizes that are written behind the data, because the writer did not know them before. */
function describedEntry(view: DataView, offset: number, start: number): Entry | null {
  for (let at = start; (at = findSignature(view, at, [DESCRIPTOR, LOCAL_HEADER, CENTRAL])) >= 0; at += 1) {
    const signed = view.getUint32(at, true) === DESCRIPTOR;
    const from = signed ? at + 4 : at - 12; // the signature is optional
    if (from < start || from + 12 > view.byteLength) continue;
    const data = signed ? at : from;
    const [crc, packed, unpacked] = [0, 4, 8].map((by) => view.getUint32(from + by, true)) as [number, number, number];
    if (packed === data - start) return { offset, crc, packed, unpacked, end: from + 12 };
  }
  return null;
}

function readEntry(view: DataView, offset: number): Entry | null {
  if (offset + LOCAL_SIZE > view.byteLength) return null;
  const start = offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start > view.byteLength) return null;
  const [crc, packed, unpacked] = [14, 18, 22].map((by) => view.getUint32(offset + by, true)) as [
    number,
    number,
    number,
  ];
  const isDescribed = (view.getUint16(offset + 6, true) & 8) !== 0;
  if (isDescribed && packed === 0) return describedEntry(view, offset, start);
  const end = start + packed;
  return end <= view.byteLength ? { offset, crc, packed, unpacked, end } : null;
}

/** The header of the directory has the fields of the one before the file, and where that one stands. */
function directoryRecord(view: DataView, { offset, crc, packed, unpacked }: Entry): Uint8Array<ArrayBuffer> {
  const nameLength = view.getUint16(offset + 26, true);
  const record = new Uint8Array(46 + nameLength);
  const fields = new DataView(record.buffer);
  fields.setUint32(0, CENTRAL, true);
  fields.setUint16(4, 20, true);
  for (let at = 4; at < 14; at += 2) fields.setUint16(at + 2, view.getUint16(offset + at, true), true);
  for (const [i, value] of [crc, packed, unpacked].entries()) fields.setUint32(16 + 4 * i, value, true);
  fields.setUint16(28, nameLength, true);
  fields.setUint32(42, offset, true);
  record.set(new Uint8Array(view.buffer, view.byteOffset + offset + LOCAL_SIZE, nameLength), 46);
  return record;
}

function endRecord(entries: number, size: number, offset: number): Uint8Array<ArrayBuffer> {
  const record = new Uint8Array(22);
  const fields = new DataView(record.buffer);
  fields.setUint32(0, END, true);
  for (const at of [8, 10]) fields.setUint16(at, entries, true);
  fields.setUint32(12, size, true);
  fields.setUint32(16, offset, true);
  return record;
}

/** null where there is no whole file in it. */
export function repairZip(bytes: Uint8Array<ArrayBuffer>): Blob | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entry[] = [];
  for (let at = findSignature(view, 0, [LOCAL_HEADER]); at >= 0 && entries.length < 0xffff;) {
    const entry = readEntry(view, at);
    if (entry) entries.push(entry);
    at = findSignature(view, entry ? entry.end : at + 4, [LOCAL_HEADER]);
  }
  if (entries.length === 0) return null;
  const records = entries.map((entry) => directoryRecord(view, entry));
  const size = records.reduce((sum, { length }) => sum + length, 0);
  return new Blob([bytes, ...records, endRecord(entries.length, size, bytes.length)]);
}
