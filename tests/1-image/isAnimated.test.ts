// What: films are told from still pictures by their bytes.
import { expect, test } from 'vitest';
import { isAnimated } from '../../src/1-image/isAnimated.ts';
import { isoMedia, png, webpExtended, webpLossy } from './imageFiles.ts';

const still = png(2, 2, 3, () => [1, 2, 3]);
const chunk = (kind: string, bytes: number) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes);
  return Buffer.concat([size, Buffer.from(kind, 'latin1'), Buffer.alloc(bytes + 4)]);
};
const [head, rest] = [still.subarray(0, 33), still.subarray(33)];
const control = Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0]);
const gif = (frames: number) => Buffer.concat([Buffer.from('GIF89a......'), ...Array<Buffer>(frames).fill(control)]);
const film = webpExtended(4, 4);
film[20] = 0x02;

test.each([
  ['PNG', still, false],
  ['APNG', Buffer.concat([head, chunk('acTL', 8), rest]), true],
  ['APNG whose animation chunk comes too late to count', Buffer.concat([still, chunk('acTL', 8)]), false],
  ['GIF with one frame', gif(1), false],
  ['GIF with two frames', gif(2), true],
  ['GIF without control blocks', gif(0), false],
  ['WebP', webpLossy(4, 4), false],
  ['extended WebP', webpExtended(4, 4), false],
  ['WebP film', film, true],
  ['AVIF', isoMedia('avif', [[4, 4]]), false],
  ['AVIF film', isoMedia('avis', [[4, 4]]), true],
  ['nothing', Buffer.alloc(0), false],
  ['PNG that ends in its header', still.subarray(0, 10), false],
] as const)('%s: %s', (_name, bytes, animated) => {
  expect(isAnimated(bytes)).toBe(animated);
});
