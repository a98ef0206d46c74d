// What: shade by what the update did to the token.
import { SHADE_TEXTS } from '../../texts/shades.ts';
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'change',
  ...SHADE_TEXTS.change,
  order: 60,
  scale: 'sign',
  full: 'largest',
  asked: true,
  value: ({ change }) => change,
  write: (value) => (value > 0 ? `+${value.toFixed(3)}` : value.toFixed(3)),
};
