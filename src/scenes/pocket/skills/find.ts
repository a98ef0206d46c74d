// What: the box of a named thing, of several, or of one that is not there (answer: none).
import { asked, boxed } from '../asked.ts';
import {
  absent,
  alsoCalled,
  counted,
  named,
  ofNoun,
  placeFact,
  placeTriple,
  plural,
  synonyms,
  unique,
} from '../phrases.ts';
import { centre } from '../relations.ts';
import type { Asked, Skill } from '../skill.ts';
import type { KnownScene } from '../scene.ts';
import { WORDINGS } from '../tables.ts';
import type { Dice } from '../../dice.ts';

function known(scene: KnownScene, dice: Dice): Asked | null {
  const [first] = named(scene, dice);
  if (!first) return null;
  const [thing, name] = first;
  const { category, noun, box } = thing;
  const same = synonyms(noun);
  const aloneInKind = scene.things.filter((other) => other.category === category).length === 1;
  let words = name;
  if (name === noun && same.length > 0 && dice.chance(0.25)) words = dice.pick(same);
  else if (WORDINGS.find_categories.includes(category) && aloneInKind && dice.chance(0.1)) words = category;
  const rest = { think: placeFact(words, box), answer: words, boxes: [box], labels: [words] };
  const truth = { ...alsoCalled(thing, words), triples: [placeTriple(words, box)] };
  return asked('find', 'one', { thing: words }, dice, { ...rest, ...truth });
}

function several(scene: KnownScene, dice: Dice): Asked | null {
  const kinds = unique(scene.things.map(({ noun }) => noun));
  const repeated = kinds.filter((noun) => ofNoun(scene, noun).length > 1 && ofNoun(scene, noun).length <= 4);
  if (repeated.length === 0) return null;
  const noun = dice.pick(repeated);
  const same = ofNoun(scene, noun).toSorted((a, b) => centre(a.box)[0] - centre(b.box)[0]);
  const fact = counted(noun, same.length);
  const rest = { think: `there are ${fact}`, answer: plural(noun), facts: [fact], ...boxed(...same) };
  return asked('find', 'several', { thing: noun, things: plural(noun) }, dice, rest);
}

function none(scene: KnownScene, dice: Dice): Asked | null {
  if (scene.things.length === 1) return null;
  const noun = absent(scene, dice);
  const rest = { think: `there is no ${noun}`, answer: 'none', facts: [`no ${noun}`] };
  return asked('find', 'none', { thing: noun, things: plural(noun) }, dice, rest);
}

export function ask(scene: KnownScene, dice: Dice): Asked | null {
  const drawn = dice.next();
  const first = drawn < 0.2 ? several(scene, dice) : drawn < 0.3 ? none(scene, dice) : null;
  return first ?? known(scene, dice) ?? several(scene, dice);
}

export const skill: Skill = { pictures: 1, ask };
