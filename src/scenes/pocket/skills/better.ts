// What: which of two pictures is the better one: first or second.
import { asked } from '../asked.ts';
import { choice } from '../phrases.ts';
import type { Skill } from '../skill.ts';

const ORDER = ['first', 'second'] as const;

export const skill: Skill = {
  pictures: 2,
  pair: 'quality',
  ask({ better, first, second }, dice) {
    if (better === null) return null;
    const kind = (better === 0 ? second : first).damage?.kind ?? 'less detail';
    const think = `the ${ORDER[1 - better]} picture ${kind === 'dark' ? 'is dark' : `has ${kind}`}`;
    return asked('better', 'one', {}, dice, { think, answer: ORDER[better], ...choice(ORDER, ORDER[better]) });
  },
};
