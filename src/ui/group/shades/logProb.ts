// What: shade by surprise: −log p of the token that came.
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'logProb',
  title: 'log-prob',
  help: 'How unlikely the token was: −log p in nats. The stronger, the more surprising.',
  order: 20,
  scale: 'strength',
  full: 3,
  value: ({ logProb }) => -logProb,
  write: (value) => (-value).toFixed(2),
};
