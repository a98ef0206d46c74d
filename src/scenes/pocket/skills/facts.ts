// What: facts that can be checked: where things are and what colour they have; the answer is the number of things.
import { asked } from '../asked.ts';
import { caption, isAre, ofNoun, placeFact } from '../phrases.ts';
import { centre } from '../relations.ts';
import type { Skill } from '../skill.ts';

const MOST = 4;
const SAID = 3;

export const skill: Skill = {
  pictures: 1,
  wish: (difficulty, dice) => ({ count: dice.whole(1, 3 + Math.round(2 * difficulty)), same: 0 }),
  ask(scene, dice) {
    const things = scene.things.toSorted((a, b) => centre(a.box)[0] - centre(b.box)[0]);
    const n = things.length;
    if (n === 0 || n > MOST || things.some(({ noun }) => ofNoun(scene, noun).length > 1)) return null;
    const places = things.map(({ noun, box }) => placeFact(noun, box));
    const colours = things.map(({ noun, colour }) => (colour ? `the ${noun} ${isAre(noun)} ${colour}` : null));
    const said = places.map((fact, i) => (colours[i] && dice.chance(0.4) ? colours[i] : fact)).slice(0, SAID);
    const facts = [...places, ...colours.flatMap((fact) => fact ?? [])];
    const expertText = caption(scene) ?? said.join('. ');
    return asked('facts', 'one', {}, dice, { think: said.join('. '), answer: String(n), facts, expertText });
  },
};
