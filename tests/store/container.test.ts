// What: the container of run files, recordings and links: round trips, and what is refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '../../src/store/container/base64url.ts';
import { FormatError, gunzip, gzip } from '../../src/9-curves/gzip.ts';
import { packValue, unpackValue } from '../../src/9-curves/packValue.ts';

const bytesOf = (length = 2000) => fc.uint8Array({ maxLength: length }).map((bytes) => Uint8Array.from(bytes));
const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.float32Array().map((array) => Float32Array.from(array)),
    fc.int32Array().map((array) => Int32Array.from(array)),
    bytesOf(50),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => !key.startsWith('$')),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

describe('base64url', () => {
  test('round trip, safe letters only', () => {
    fc.assert(
      fc.property(bytesOf(), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toMatch(/^[\w-]*$/);
        expect(fromBase64url(text)).toEqual(bytes);
      }),
    );
  });
  test('anything else is refused', () => {
    for (const text of ['a', 'a+b/', 'ab==', 'ä', 'a b']) expect(() => fromBase64url(text), text).toThrow(FormatError);
  });
});

describe('gzip', () => {
  test('round trip', async () => {
    await fc.assert(
      fc.asyncProperty(bytesOf(), async (bytes) => {
        expect(await gunzip(await gzip(bytes), 1e4)).toEqual(bytes);
      }),
      { numRuns: 30 },
    );
  });
  test('a bomb is stopped at the limit', async () => {
    const bomb = await gzip(new Uint8Array(50e6));
    expect(bomb.length).toBeLessThan(100_000);
    await expect(gunzip(bomb, 1e6)).rejects.toThrow('more than 1 MB');
  });
  test('cut off and damaged bytes are refused', async () => {
    const whole = await gzip(crypto.getRandomValues(new Uint8Array(5000)));
    await expect(gunzip(whole.slice(0, 3000), 1e6)).rejects.toThrow(FormatError);
    await expect(gunzip(Uint8Array.of(1, 2, 3), 1e6)).rejects.toThrow(FormatError);
    whole[2000]! ^= 0xff;
    await expect(gunzip(whole, 1e6)).rejects.toThrow(FormatError);
  });
});

describe('packValue', () => {
  test('round trip of data with typed arrays, NaN, ∞ and −0', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(unpackValue('run', packValue('run', { value }))).toEqual({ value });
      }),
    );
  });
  test('−0 keeps its sign, as what a block keeps may hold it', () => {
    expect(unpackValue('run', packValue('run', { value: [-0, 0] }))).toEqual({ value: [-0, 0] });
  });
  test('damaged, cut off, foreign, newer: a FormatError, never anything else', () => {
    const whole = packValue('run', { theta: Float32Array.of(1, 2, 3), texts: ['a', 'b'], moments: new Int32Array(9) });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, cut) => {
        const bytes = cut ? whole.slice(0, at) : whole.with(at, whole[at]! ^ flip);
        try {
          unpackValue('run', bytes as Uint8Array<ArrayBuffer>);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 500 },
    );
    expect(() => unpackValue('recording', whole)).toThrow('not a recording');
  });
  test('parts that share bytes, so that a small file would fill the memory, are refused', () => {
    const parts = Array.from({ length: 1000 }, () => ({ type: 'Uint8Array', offset: 0, length: 1_000_000 }));
    const value = parts.map((_, i) => ({ $part: i }));
    const header = new TextEncoder().encode(JSON.stringify({ kind: 'run', parts, value }));
    const bytes = new Uint8Array(12 + header.length + 8 + 1_000_000);
    bytes.set(packValue('run', null).subarray(0, 12));
    new DataView(bytes.buffer).setUint32(8, header.length, true);
    bytes.set(header, 12);
    expect(() => unpackValue('run', bytes)).toThrow('its list of parts is damaged');
  });
  test('foreign kinds and versions are told', () => {
    const whole = packValue('run', [1]);
    expect(() => unpackValue('recording', whole)).toThrow('not a recording');
    expect(() => unpackValue('run', whole.with(4, 9) as Uint8Array<ArrayBuffer>)).toThrow('newer version');
    expect(() => unpackValue('run', new Uint8Array(5))).toThrow('isn’t a Rollscope file');
  });
});
