// What: one point on a named thing: its centre; any point in its box passes.
import { asked, boxed } from '../asked.ts';
import { alsoCalled, named, placeFact, placeTriple } from '../phrases.ts';
import { centre } from '../relations.ts';
import type { Skill } from '../skill.ts';

export const skill: Skill = {
  pictures: 1,
  ask(scene, dice) {
    const [first] = named(scene, dice);
    if (!first) return null;
    const [thing, words] = first;
    const think = placeFact(words, thing.box);
    const rest = { think, answer: words, points: [centre(thing.box)], expertText: think, ...boxed(thing) };
    const truth = { ...alsoCalled(thing, words), triples: [placeTriple(words, thing.box)] };
    return asked('point', 'one', { thing: words }, dice, { ...rest, ...truth });
  },
};
