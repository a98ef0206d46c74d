// What: shade by the token's advantage.
import { SHADE_TEXTS } from '../../texts/shades.ts';
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'advantage',
  ...SHADE_TEXTS.advantage,
  order: 30,
  scale: 'sign',
  full: 2,
  value: ({ advantage }) => advantage,
  write: (value) => value.toFixed(2),
};
