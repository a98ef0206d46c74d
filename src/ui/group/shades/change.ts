// What: shade by what the update did to the token.
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'change',
  title: 'change by the update',
  help: 'log p after the update of this step minus log p before it. Orange: more likely now. Blue: less likely.',
  order: 60,
  scale: 'sign',
  full: 'largest',
  asked: true,
  value: ({ change }) => change,
  write: (value) => (value > 0 ? `+${value.toFixed(3)}` : value.toFixed(3)),
};
