// What: plain text.
import { SHADE_TEXTS } from '../../texts/shades.ts';
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'none',
  ...SHADE_TEXTS.none,
  order: 90,
  scale: 'strength',
  full: 1,
  value: () => null,
  write: String,
};
