// What: size and orientation of the picture that an AVIF or HEIC file opens with. Rotation and mirror are properties of the
// picture (irot, imir); browsers ignore an EXIF block beside them.
// Source: ISO/IEC 14496-12 (boxes, meta, pitm, ipma), ISO/IEC 23008-12 (ispe, irot, imir): rotation first, then the mirror.

export interface IsoPicture {
  /** As stored. */
  readonly width: number;
  readonly height: number;
  /** As EXIF counts it, 1…8. */
  readonly orientation: number;
}

interface Part {
  readonly kind: string;
  readonly data: Uint8Array;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The boxes of a box; one that reaches beyond the end is left out with all behind it. */
function partsOf(bytes: Uint8Array): Part[] {
  const view = viewOf(bytes);
  const parts: Part[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const short = view.getUint32(at);
    const head = short === 1 ? 16 : 8;
    if (at + head > bytes.length) break;
    const size = short === 0 ? bytes.length - at : short === 1 ? Number(view.getBigUint64(at + 8)) : short;
    if (size < head || at + size > bytes.length) break;
    parts.push({ kind, data: bytes.subarray(at + head, at + size) });
    at += size;
  }
  return parts;
}

const part = (parts: readonly Part[], kind: string) => parts.find((one) => one.kind === kind)?.data;

/** Numbers (from 1) of the properties of one item, in the order in which they are listed. */
function propertiesOf(ipma: Uint8Array, item: number): number[] {
  const view = viewOf(ipma);
  const [wideIds, wideIndices] = [ipma[0]! > 0, (ipma[3]! & 1) === 1];
  let at = 8;
  for (let left = view.getUint32(4); left > 0; left--) {
    const id = wideIds ? view.getUint32(at) : view.getUint16(at);
    at += wideIds ? 4 : 2;
    const count = view.getUint8(at++);
    const indices = Array.from({ length: count }, (_, i) =>
      wideIndices ? view.getUint16(at + 2 * i) & 0x7fff : view.getUint8(at + i) & 0x7f,
    );
    if (id === item) return indices;
    at += count * (wideIndices ? 2 : 1);
  }
  return [];
}

/** [axis of the mirror, or none][quarter turns anticlockwise] → EXIF. */
const TURNS = { none: [1, 8, 3, 6], upDown: [4, 5, 2, 7], leftRight: [2, 7, 4, 5] } as const;

function primaryPicture(bytes: Uint8Array): IsoPicture | null {
  const meta = part(partsOf(bytes), 'meta');
  if (!meta) return null;
  const parts = partsOf(meta.subarray(4));
  const [pitm, iprp] = [part(parts, 'pitm'), part(parts, 'iprp')];
  const properties = iprp && partsOf(iprp);
  const [ipco, ipma] = [properties && part(properties, 'ipco'), properties && part(properties, 'ipma')];
  if (!pitm || !ipco || !ipma) return null;
  const item = pitm[0]! > 0 ? viewOf(pitm).getUint32(4) : viewOf(pitm).getUint16(4);
  const all = partsOf(ipco);
  const own = propertiesOf(ipma, item).flatMap((index) => all[index - 1] ?? []);
  const [ispe, irot, imir] = ['ispe', 'irot', 'imir'].map((kind) => part(own, kind));
  if (!ispe) return null;
  const mirror = imir ? (imir[0]! & 1 ? 'leftRight' : 'upDown') : 'none';
  const orientation = TURNS[mirror][(irot?.[0] ?? 0) & 3]!;
  return { width: viewOf(ispe).getUint32(4), height: viewOf(ispe).getUint32(8), orientation };
}

/** Where the boxes cannot be followed: a grid of tiles has one `ispe` for each tile and one for the whole. */
function largestSize(bytes: Uint8Array): IsoPicture | null {
  const view = viewOf(bytes);
  let best: IsoPicture | null = null;
  for (let at = 16; at + 16 <= bytes.length; at++) {
    if (view.getUint32(at) !== 0x69737065) continue; // 'ispe'
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (!best || width * height > best.width * best.height) best = { width, height, orientation: 1 };
  }
  return best;
}

/** May throw a RangeError where the bytes end early. */
export const readIsoPicture = (bytes: Uint8Array): IsoPicture | null => primaryPicture(bytes) ?? largestSize(bytes);
