// What: the colour of a named thing, one of the 11 basic colours.
import type { Dice } from '../../dice.ts';
import { asked, boxed } from '../asked.ts';
import { isAre, ofNoun } from '../phrases.ts';
import type { KnownScene } from '../scene.ts';
import type { Asked, Skill } from '../skill.ts';

export function ask(scene: KnownScene, dice: Dice): Asked | null {
  const coloured = scene.things.filter(({ colour, noun }) => colour && ofNoun(scene, noun).length === 1);
  if (coloured.length === 0) return null;
  const thing = dice.pick(coloured);
  const { noun, colour } = thing;
  const think = `the ${noun} ${isAre(noun)} ${colour}`;
  const rest = { think, answer: colour!, triples: [[noun, 'colour', colour!] as const], ...boxed(thing) };
  return asked('colour', 'one', { thing: noun }, dice, rest);
}

export const skill: Skill = { pictures: 1, ask };
