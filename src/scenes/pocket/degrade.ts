// What: graded damage of a picture: kinds and levels that the quality questions ask for. The twin of pretrain/pocket/degrade.py.
import type { Dice } from '../dice.ts';
import { throughJpeg } from './jpeg.ts';
import { blurred, mapped } from './raster.ts';
import type { Raster } from './raster.ts';
import type { Damage } from './scene.ts';

/** By level: sigma in pixels of a 192 px side; standard deviation of 255; JPEG quality; gain. */
const LEVELS: Readonly<Record<Damage['kind'], readonly number[]>> = {
  blur: [1, 1.8, 2.8, 4, 6],
  noise: [14, 24, 38, 55, 80],
  jpeg: [24, 15, 9, 5, 2],
  dark: [0.62, 0.45, 0.32, 0.22, 0.13],
};

/** Normal noise on every value; two values a draw. */
export function noisy(picture: Raster, deviation: number, dice: Dice): Raster {
  let spare: number | null = null;
  return mapped(picture, (value) => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return value + deviation * kept;
    }
    const [now, later] = dice.normals();
    spare = later;
    return value + deviation * now;
  });
}

export function degraded(picture: Raster, { kind, level }: Damage, dice: Dice): Raster {
  const amount = LEVELS[kind][level - 1]!;
  if (kind === 'blur') return blurred(picture, (amount * picture.width) / 192);
  if (kind === 'noise') return noisy(picture, amount, dice);
  if (kind === 'dark') return mapped(picture, (value) => Math.floor(value * amount));
  return throughJpeg(picture, amount);
}
