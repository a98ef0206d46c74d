// What: a picture set for tests: opaque discs and boards of one colour each, so that what covers what can be worked out by hand.
import { Library } from '../../src/scenes/pocket/library.ts';
import type { SpriteEntry } from '../../src/scenes/pocket/library.ts';
import { newRaster } from '../../src/scenes/pocket/raster.ts';
import { NOUNS } from '../../src/scenes/pocket/tables.ts';

const SIDE = 48;
const PAINTS = [
  [205, 35, 40],
  [45, 100, 200],
  [60, 160, 70],
  [245, 210, 50],
] as const;
const NAMES = ['red', 'blue', 'green', 'yellow'] as const;

export function flatLibrary(count = 60): Library {
  const sheet = newRaster(SIDE * count, SIDE);
  const sprites = NOUNS.slice(0, count).map(({ noun }, k): SpriteEntry => {
    const [r, g, b] = PAINTS[k % 4]!;
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        const round = (x - SIDE / 2 + 0.5) ** 2 + (y - SIDE / 2 + 0.5) ** 2 < (SIDE / 2) ** 2;
        if (k % 2 === 1 || round) sheet.rgba.set([r, g, b, 255], 4 * (y * sheet.width + k * SIDE + x));
      }
    const style = k % 3 === 0 ? 'round' : 'flat';
    return { noun, style, colour: NAMES[k % 4]!, paintable: k % 5 === 0, sheet: 0, rect: [k * SIDE, 0, SIDE, SIDE] };
  });
  const background = newRaster(64, 64);
  background.rgba.fill(200);
  for (let i = 3; i < background.rgba.length; i += 4) background.rgba[i] = 255;
  const table = { sheets: [], weights: { round: 1, flat: 1 }, sprites, backgrounds: [] };
  return new Library(table, [sheet], [background]);
}
