// What: paints placed cut-outs on a background, with shadow and tint, and takes the whole through one camera, so that paste edges give
// nothing away. The twin of paste and finished in pretrain/pocket/compose.py.
import type { Dice } from '../dice.ts';
import type { Placed } from './compose.ts';
import { noisy } from './degrade.ts';
import { throughJpeg } from './jpeg.ts';
import { blurChannel, blurred, channel, mapped } from './raster.ts';
import type { Raster } from './raster.ts';

/** Mixes a colour into the canvas; `alpha` 0…1 of each pixel of a w × h field at x, y. */
function blend(
  canvas: Raster,
  field: readonly [w: number, h: number, x: number, y: number],
  at: (i: number) => readonly number[],
): void {
  const [w, h, x, y] = field;
  for (let i = 0; i < w * h; i++) {
    const [column, row] = [x + (i % w), y + Math.floor(i / w)];
    if (column < 0 || row < 0 || column >= canvas.width || row >= canvas.height) continue;
    const [r, g, b, alpha] = at(i) as [number, number, number, number];
    if (alpha === 0) continue;
    const to = 4 * (row * canvas.width + column);
    [r, g, b].forEach((value, c) => (canvas.rgba[to + c] = canvas.rgba[to + c]! * (1 - alpha) + value * alpha));
  }
}

function paste(canvas: Raster, { picture, x, y }: Placed, dice: Dice): void {
  const { width, height } = picture;
  if (dice.chance(0.4)) {
    const [dark, sigma] = [dice.between(0.25, 0.5), dice.between(1.5, 4)];
    const soft = blurChannel(channel(picture, 3), width, height, sigma, 0);
    const [dx, dy] = [dice.whole(-4, 5), dice.whole(0, 6)];
    blend(canvas, [width, height, x + dx, y + dy], (i) => [0, 0, 0, (dark * soft[i]!) / 255]);
  }
  let tinted = picture;
  if (dice.chance(0.4)) {
    const gain = [0, 1, 2].map(() => dice.between(0.85, 1.12));
    const lift = dice.between(-12, 12);
    tinted = mapped(picture, (value, c) => value * gain[c]! + lift);
  }
  const { rgba } = tinted;
  blend(canvas, [width, height, x, y], (i) => [
    rgba[4 * i]!,
    rgba[4 * i + 1]!,
    rgba[4 * i + 2]!,
    rgba[4 * i + 3]! / 255,
  ]);
}

/** Blur, JPEG, white balance, exposure, noise. */
function throughCamera(picture: Raster, dice: Dice): Raster {
  let now = dice.chance(0.25) ? blurred(picture, dice.between(0.3, 1.1)) : picture;
  if (dice.chance(0.2)) now = throughJpeg(now, dice.whole(35, 90));
  if (dice.chance(0.6)) {
    const exposure = dice.between(0.8, 1.15);
    const gain = [0, 1, 2].map(() => exposure * dice.between(0.93, 1.07));
    now = mapped(now, (value, c) => value * gain[c]!);
  }
  return dice.chance(0.3) ? noisy(now, dice.between(1, 8), dice) : now;
}

/** `looks(k)` draws shadow and tint of thing k: the same dice give the same looks in two pictures. */
export function painted(
  background: Raster,
  placed: readonly Placed[],
  dice: Dice,
  looks: (thing: Placed) => Dice = () => dice,
): Raster {
  const canvas = { ...background, rgba: background.rgba.slice() };
  for (const thing of placed) paste(canvas, thing, looks(thing));
  return throughCamera(canvas, dice);
}
