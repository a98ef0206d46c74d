// What: a small drawing program as the answer: 'circle COLOUR x y r' and 'rect COLOUR x0 y0 x1 y1', from back to front, joined by '; '. A
// thing about as wide as high is a circle.
// Units: hundredths of the side.
import type { Box } from '../../../1-image/types.ts';
import { asked } from '../asked.ts';
import { centre } from '../relations.ts';
import type { Thing } from '../scene.ts';
import type { Skill } from '../skill.ts';

const MOST = 3;
/** Most ratio of the sides of a circle. */
const ROUND = 1.35;

const hundredths = (values: readonly number[]) =>
  values.map((v) => Math.min(99, Math.max(0, Math.round(100 * v)))).join(' ');

function isRound([x0, y0, x1, y1]: Box): boolean {
  const [w, h] = [x1 - x0, y1 - y0];
  return Math.max(w, h) <= ROUND * Math.min(w, h);
}

function command({ colour, box }: Thing): string {
  const [x0, y0, x1, y1] = box;
  if (!isRound(box)) return `rect ${colour} ${hundredths(box)}`;
  return `circle ${colour} ${hundredths([...centre(box), (x1 - x0 + y1 - y0) / 4])}`;
}

export const skill: Skill = {
  pictures: 1,
  wish: (difficulty, dice) => ({ count: dice.whole(1, 2 + Math.round(2 * difficulty)) }),
  ask(scene, dice) {
    const things = scene.things.toSorted((a, b) => a.depth - b.depth);
    const colours = things.flatMap(({ colour }) => colour ?? []);
    if (things.length === 0 || things.length > MOST || colours.length < things.length) return null;
    const answer = things.map(command).join('; ');
    const rest = { think: answer, answer, program: answer };
    return asked('draw', 'one', {}, dice, { ...rest, facts: colours, expertText: answer });
  },
};
