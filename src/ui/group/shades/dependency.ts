// What: shade by visual dependency: what the picture adds to the log-prob.
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'dependency',
  title: 'visual dependency',
  help: 'log p with the picture minus log p with the damaged picture, in nats. Orange: the picture made the token more likely.',
  order: 50,
  scale: 'sign',
  full: 2,
  asked: true,
  value: ({ dependency }) => dependency,
  write: (value) => `${value.toFixed(2)} nats`,
};
