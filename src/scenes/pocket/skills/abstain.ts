// What: 'cannot tell': a question about a thing that is not in the picture.
import { asked } from '../asked.ts';
import { absent, named } from '../phrases.ts';
import type { Skill } from '../skill.ts';

const ANSWER = 'cannot tell';

export const skill: Skill = {
  pictures: 1,
  ask(scene, dice) {
    const noun = absent(scene, dice);
    const kind = dice.pick(['colour', 'where', 'bigger']);
    const rest = { think: `there is no ${noun}`, answer: ANSWER };
    if (kind !== 'bigger') return asked('abstain', kind, { thing: noun }, dice, rest);
    const [here] = named(scene, dice);
    if (!here) return null;
    const [thing, other] = dice.shuffled([noun, here[1]]) as [string, string];
    return asked('abstain', 'bigger', { thing, other }, dice, rest);
  },
};
