// What: shade by what the token weighs in the loss: the size of its coefficient.
import { SHADE_TEXTS } from '../../texts/shades.ts';
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'weight',
  ...SHADE_TEXTS.weight,
  order: 40,
  scale: 'strength',
  full: 'largest',
  value: ({ coef }) => (coef === null ? null : Math.abs(coef)),
  write: (value) => value.toPrecision(2),
};
