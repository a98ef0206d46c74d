// What: damage to bytes and texts, and anything like JSON, for fuzz tests of every kind.
import fc from 'fast-check';

export type Bytes = Uint8Array<ArrayBuffer>;

export const latin = (text: string): Bytes => Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 255);
export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
export const joined = (...parts: readonly ArrayLike<number>[]): Bytes =>
  Uint8Array.from(parts.flatMap((part) => Array.from(part)));

type Damage = (bytes: Bytes) => Bytes;

const at = (bytes: Bytes, share: number) => Math.floor(share * bytes.length);
const share = fc.double({ min: 0, max: 0.999_999, noNaN: true });

/** What lengths and counts of a file are replaced by: they make readers run, allocate and overflow. */
const TELLING = [0, 1, 0x7f, 0x80, 0xff, 0x7fff_ffff, 0xffff_ffff, 0x8000_0000, 0x1000_0000];

const damage: fc.Arbitrary<Damage> = fc.oneof(
  share.map(
    (place): Damage =>
      (bytes) =>
        bytes.slice(0, at(bytes, place)),
  ),
  fc.tuple(share, fc.nat(255)).map(
    ([place, value]): Damage =>
      (bytes) =>
        bytes.length === 0 ? bytes : (bytes.with(at(bytes, place), value) as Bytes),
  ),
  fc.tuple(share, fc.constantFrom(...TELLING), fc.boolean()).map(([place, value, little]): Damage => (bytes) => {
    if (bytes.length < 4) return bytes;
    const copy = bytes.slice();
    new DataView(copy.buffer).setUint32(Math.min(at(copy, place), copy.length - 4), value, little);
    return copy;
  }),
  fc.tuple(share, share).map(([from, to]): Damage => (bytes) => {
    const [start, end] = [at(bytes, Math.min(from, to)), at(bytes, Math.max(from, to))];
    return joined(bytes.subarray(0, start), bytes.subarray(end));
  }),
  fc.tuple(share, share, share).map(([from, to, put]): Damage => (bytes) => {
    const piece = bytes.slice(at(bytes, Math.min(from, to)), at(bytes, Math.max(from, to))).subarray(0, 2000);
    return joined(bytes.subarray(0, at(bytes, put)), piece, bytes.subarray(at(bytes, put)));
  }),
  fc.tuple(share, fc.uint8Array({ maxLength: 8 })).map(
    ([place, more]): Damage =>
      (bytes) =>
        joined(bytes.subarray(0, at(bytes, place)), more, bytes.subarray(at(bytes, place))),
  ),
);

/** One of the files with one to four places damaged: cut, overwritten, left out, doubled, filled in. */
export const damagedOf = (files: readonly Bytes[]): fc.Arbitrary<Bytes> =>
  fc
    .tuple(fc.constantFrom(...files), fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([file, damages]) => damages.reduce((bytes, one) => one(bytes), file));

/** Times that a part is repeated: enough that a reader which takes the square of it is noticed, and one that goes down once for each ends. */
const REPEATED = 20_000;

/** One of the texts with one or two short parts of it standing there very many times. */
export const pumpedOf = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(share, fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 2 }),
    ) // prettier-ignore
    .map(([text, parts]) =>
      parts.reduce((whole, [place, length]) => {
        const from = Math.floor(place * text.length);
        return whole.slice(0, from) + text.slice(from, from + length).repeat(REPEATED) + whole.slice(from);
      }, text),
    );

/** JSON of any kind, with values that readers trip over. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(null, true, '', [], {}, -1, 0, 1e9, 1e308, -1e308, 2 ** 53, 0.5, [[]], '__proto__', 'nan'),
);

/** A value with some of its parts, at any depth, replaced, removed, or put under another name. */
export function damagedJson(
  value: unknown,
  other: fc.Arbitrary<unknown> = anyJson,
  names: readonly string[] = [],
): fc.Arbitrary<unknown> {
  const change = fc.record({
    path: fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }),
    kind: fc.nat(9),
    put: other,
    name: fc.oneof(fc.constantFrom('__proto__', 'toString', 'length', '', ...names), fc.string({ maxLength: 8 })),
  });
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) =>
      changes.reduce<unknown>((made, { path, kind, put, name }) => changed(made, path, kind, put, name), value),
    );
}

function changed(value: unknown, path: readonly number[], kind: number, put: unknown, name: string): unknown {
  const [step = 0, ...rest] = path;
  const isPlain = typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
  const entries = isPlain ? Object.entries(value as object) : [];
  if (entries.length === 0) return put;
  const index = step % entries.length;
  const isHere = rest.length === 0 || step % 5 === 4;
  const list = entries.flatMap(([key, item], i): [string, unknown][] => {
    if (i !== index) return [[key, item]];
    if (!isHere) return [[key, changed(item, rest, kind, put, name)]];
    if (kind === 0) return [];
    if (kind === 1) return [[name, item]];
    if (kind === 2 || kind === 3) return [[key, item], [name, put]]; // prettier-ignore
    return [[key, put]];
  });
  return Array.isArray(value) ? list.map(([, item]) => item) : Object.fromEntries(list);
}
