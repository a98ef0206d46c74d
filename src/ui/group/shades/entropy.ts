// What: shade by entropy: where the policy wavered.
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'entropy',
  title: 'entropy',
  help: 'How open the choice was, in nats. The stronger, the less sure the policy.',
  order: 10,
  scale: 'strength',
  full: 3,
  value: ({ entropy }) => entropy,
  write: (value) => `${value.toFixed(2)} nats`,
};
