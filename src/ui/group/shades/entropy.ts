// What: shade by entropy: where the policy wavered.
import { inNats, SHADE_TEXTS } from '../../texts/shades.ts';
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'entropy',
  ...SHADE_TEXTS.entropy,
  order: 10,
  scale: 'strength',
  full: 3,
  value: ({ entropy }) => entropy,
  write: (value) => inNats(value),
};
