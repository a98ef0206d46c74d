// What: shade by visual dependency: what the picture adds to the log-prob.
import { inNats, SHADE_TEXTS } from '../../texts/shades.ts';
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'dependency',
  ...SHADE_TEXTS.dependency,
  order: 50,
  scale: 'sign',
  full: 2,
  asked: true,
  value: ({ dependency }) => dependency,
  write: (value) => inNats(value),
};
