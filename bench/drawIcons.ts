// What: draws the icons of the installed page (public/icons): rising bars in a box. Run: node --import tsx bench/drawIcons.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePng } from './makePng.ts';
import type { Rectangle } from './makePng.ts';

const FOLDER = join(import.meta.dirname, '..', 'public', 'icons');
const WHITE = [255, 255, 255] as const;
const LIGHT = [150, 200, 255] as const;

/** Everything lies in the middle 60 %, so that a round mask cuts nothing off. */
const bars: readonly Rectangle[] = [
  { box: [0.24, 0.56, 0.35, 0.76], colour: LIGHT },
  { box: [0.4, 0.44, 0.51, 0.76], colour: LIGHT },
  { box: [0.56, 0.26, 0.67, 0.76], colour: WHITE },
  { box: [0.72, 0.36, 0.78, 0.76], colour: LIGHT },
];

mkdirSync(FOLDER, { recursive: true });
for (const size of [180, 192, 512]) {
  writeFileSync(join(FOLDER, `icon-${size}.png`), makePng(size, [11, 98, 196], bars));
}
