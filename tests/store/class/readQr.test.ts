// What: the codes that the page draws (uqr), read by another library from a picture as a camera gives one: small, turned, leaning, uneven light, noise.
import { expect, test } from 'vitest';
import { encodeResult } from '../../../src/store/class/resultCode.ts';
import { readQr } from '../../../src/store/class/readQr.ts';
import { shoot } from './qrPictures.ts';
import type { Shot } from './qrPictures.ts';
import { RESULT } from './results.ts';

const CODE = encodeResult(RESULT);

test.each<[string, Shot]>([
  ['straight', { dot: 4 }],
  ['small', { dot: 2 }],
  ['turned by a quarter and a bit', { dot: 4, turn: 1.8 }],
  ['leaning', { dot: 5, lean: 0.15 }],
  ['noisy', { dot: 4, noise: 60 }],
  ['half in the shade', { dot: 4, shade: 0.4 }],
  ['all of it', { dot: 5, turn: 0.3, lean: 0.1, noise: 40, shade: 0.6 }],
])('a result code %s', (_name, shot) => {
  expect(readQr(shoot(CODE, shot), 500)).toBe(CODE);
});

test('the code of a link, too; nothing in a picture without one', () => {
  const link = 'https://example.org/#lessons=2-1&lock=editor,data,atlas,speed';
  expect(readQr(shoot(link, { dot: 3 }), 500)).toBe(link);
  const grey = { width: 64, height: 64, data: new Uint8ClampedArray(4 * 64 * 64).fill(128) };
  expect(readQr(grey, 50)).toBeNull();
  expect(readQr({ width: 0, height: 0, data: new Uint8ClampedArray(0) }, 50)).toBeNull();
});
