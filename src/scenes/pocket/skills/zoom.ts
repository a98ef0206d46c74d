// What: a question about a small thing on a large picture, which a look with <zoom> makes easy: find it, its colour, its name.
import type { Dice } from '../../dice.ts';
import { asked, boxed } from '../asked.ts';
import { alsoCalled, isAre, named, ofNoun, placeFact, placeTriple } from '../phrases.ts';
import { place } from '../relations.ts';
import type { KnownScene, Thing } from '../scene.ts';
import type { Asked, Skill } from '../skill.ts';
import { canonical, question } from '../wordings.ts';

/** Longest side of what is worth a zoom, as a share of the picture. */
const SMALL = 0.24;
const SIDE = 384;
/** Share of the questions that ask for the zoom in words. */
const SAID = 0.85;

const longest = ({ box: [x0, y0, x1, y1] }: Thing) => Math.max(x1 - x0, y1 - y0);

function about(scene: KnownScene, thing: Thing, words: string, dice: Dice): Asked {
  const { noun, colour, box } = thing;
  const drawn = dice.next();
  const alone = scene.things.filter((other) => place(other.box) === place(box)).length === 1;
  if (drawn < 0.35 && alone) {
    const rest = {
      think: placeFact(noun, box),
      answer: noun,
      facts: [noun],
      ...alsoCalled(thing, noun),
      ...boxed(thing),
    };
    return asked('zoom', 'name', { place: place(box) }, dice, rest);
  }
  if (drawn < 0.6 && colour && ofNoun(scene, noun).length === 1) {
    const think = `the ${noun} ${isAre(noun)} ${colour}`;
    const triples = [[noun, 'colour', colour] as const];
    return asked('colour', 'one', { thing: noun }, dice, { think, answer: colour, triples, ...boxed(thing) });
  }
  const truth = { ...alsoCalled(thing, words), triples: [placeTriple(words, box)] };
  const rest = { think: placeFact(words, box), answer: words, boxes: [box], labels: [words] };
  return asked('find', 'one', { thing: words }, dice, { ...rest, ...truth });
}

export const skill: Skill = {
  pictures: 1,
  wish: (difficulty, dice) => ({
    count: dice.whole(1, 2 + Math.round(4 * difficulty)),
    least: 0.12 - 0.06 * difficulty,
    most: 0.23 - 0.07 * difficulty,
    side: SIDE,
  }),
  ask(scene, dice) {
    const found = named(scene, dice).filter(([thing]) => longest(thing) <= SMALL);
    if (found.length === 0) return null;
    const [thing, words] = dice.pick(found);
    const made = about(scene, thing, words, dice);
    if (!dice.chance(SAID)) return made;
    const slots = { question: made.question };
    return {
      ...made,
      question: question('zoom', 'look', slots, dice),
      plain: canonical('zoom', 'look', { question: made.plain }),
    };
  },
};
