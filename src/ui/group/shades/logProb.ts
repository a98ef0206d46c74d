// What: shade by surprise: −log p of the token that came.
import { SHADE_TEXTS } from '../../texts/shades.ts';
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'logProb',
  ...SHADE_TEXTS.logProb,
  order: 20,
  scale: 'strength',
  full: 3,
  value: ({ logProb }) => (logProb === null ? null : -logProb),
  write: (value) => (-value).toFixed(2),
};
