// What: all things as a list: one box each, from left to right, and their names in the same order; or the names alone.
import { asked, boxed } from '../asked.ts';
import { centre } from '../relations.ts';
import type { Skill } from '../skill.ts';

const MOST = 4;

export const skill: Skill = {
  pictures: 1,
  wish: (difficulty, dice) => ({ count: dice.whole(1, 3 + Math.round(2 * difficulty)) }),
  ask(scene, dice) {
    const n = scene.things.length;
    if (n === 0 || n > MOST) return null;
    const things = scene.things.toSorted((a, b) => centre(a.box)[0] - centre(b.box)[0]);
    const words = things.map(({ noun }) => noun);
    const fact = `${n} thing${n === 1 ? '' : 's'}`;
    const rest = {
      think: `there ${n === 1 ? 'is' : 'are'} ${fact}`,
      answer: words.join(', '),
      facts: [fact, ...words],
    };
    return dice.chance(0.3)
      ? asked('list', 'names', {}, dice, rest)
      : asked('list', 'all', {}, dice, { ...rest, ...boxed(...things) });
  },
};
