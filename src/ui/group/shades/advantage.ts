// What: shade by the token's advantage.
import type { Shade } from '../shades.ts';

export const shade: Shade = {
  id: 'advantage',
  title: 'advantage',
  help: 'Orange: better than the group, made more likely. Blue: worse. In plain GRPO all tokens of an answer share it.',
  order: 30,
  scale: 'sign',
  full: 2,
  value: ({ advantage }) => advantage,
  write: (value) => value.toFixed(2),
};
