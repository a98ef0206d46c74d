// What: facts that can be checked: where things are and what colour they have; the answer is the number of things.
import { asked } from '../asked.ts';
import { caption, isAre, ofNoun, placeFact, placeTriple } from '../phrases.ts';
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
    const facts = [
      ...places.map((text) => ({ text, kind: 'place' })),
      ...colours.flatMap((text) => (text === null ? [] : [{ text, kind: 'colour' }])),
    ];
    const triples = [
      ...things.map(({ noun, box }) => placeTriple(noun, box)),
      ...things.flatMap(({ noun, colour }) => (colour ? [[noun, 'colour', colour] as const] : [])),
    ];
    const sentence = caption(scene);
    const expertText = sentence ?? said.join('. ');
    const rest = { think: said.join('. '), answer: String(n), ...(sentence ? { captions: [sentence] } : {}) };
    return asked('facts', 'one', {}, dice, { ...rest, facts, triples, expertText });
  },
};
