// What: films are told from still pictures by their bytes.
import { expect, test } from 'vitest';
import { isAnimated } from '../../src/1-image/isAnimated.ts';
import { caseFile } from '../cases/casesOf.ts';
import { isoMedia, png, webpExtended, webpLossy } from './imageFiles.ts';

const still = png(2, 2, 3, () => [1, 2, 3]);
const chunk = (kind: string, bytes: number) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes);
  return Buffer.concat([size, Buffer.from(kind, 'latin1'), Buffer.alloc(bytes + 4)]);
};
const [head, rest] = [still.subarray(0, 33), still.subarray(33)];
const control = [0x21, 0xf9, 4, 0, 0, 0, 0, 0];
const comment = [0x21, 0xfe, 3, 0x2c, 0x2c, 0x2c, 0];
/** Two bytes of data with an image descriptor's sign among them; `colours`: a table of its own. */
const frame = (colours: boolean) => [
  0x2c,
  0,
  0,
  0,
  0,
  2,
  0,
  1,
  0,
  colours ? 0x80 : 0,
  ...(colours ? [9, 9, 9, 0x2c, 9, 9] : []),
  2,
  2,
  0x2c,
  0x0a,
  0,
];
const gif = (...blocks: readonly (readonly number[])[]) =>
  Buffer.concat([
    Buffer.from('GIF89a'),
    Buffer.from([2, 0, 1, 0, 0x80, 0, 0, 0x2c, 0, 0, 0x2c, 0, 0, ...blocks.flat(), 0x3b]),
  ]);
const film = webpExtended(4, 4);
film[20] = 0x02;

test.each([
  ['PNG', still, false],
  ['APNG', Buffer.concat([head, chunk('acTL', 8), rest]), true],
  ['APNG whose animation chunk comes too late to count', Buffer.concat([still, chunk('acTL', 8)]), false],
  ['GIF with one frame', gif(control, frame(false)), false],
  ['GIF with two frames', gif(control, frame(false), control, frame(false)), true],
  ['GIF with two frames and no control blocks', gif(frame(true), frame(true)), true],
  ['GIF with two control blocks and one frame', gif(control, comment, control, frame(true)), false],
  ['GIF without a frame', gif(comment), false],
  ['GIF that is cut off', gif(frame(false)).subarray(0, 24), false],
  ['film of another program, GIF', caseFile('img/anim.gif'), true],
  ['film of another program, GIF without control blocks', caseFile('img/anim-no-gce.gif'), true],
  ['film of another program, PNG', caseFile('img/anim.png'), true],
  ['film of another program, WebP', caseFile('img/anim.webp'), true],
  ['film of another program, AVIF', caseFile('img/anim.avif'), true],
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
