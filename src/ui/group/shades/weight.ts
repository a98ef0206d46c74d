// What: shade by what the token weighs in the loss: the size of its coefficient.
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'weight',
  title: 'weight in the loss',
  help: 'Size of the coefficient of log p in the loss. Masks, the length of the answer and its advantage change it.',
  order: 40,
  scale: 'strength',
  full: 'largest',
  value: ({ coef }) => (coef === null ? null : Math.abs(coef)),
  write: (value) => value.toPrecision(2),
};
