// What: plain text.
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'none',
  title: 'nothing',
  help: 'Plain text.',
  order: 90,
  scale: 'strength',
  full: 1,
  value: () => null,
  write: String,
};
