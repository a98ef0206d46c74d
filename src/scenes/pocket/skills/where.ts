// What: where a thing lies against another one (left, right, above, below, between, in front) or in the picture.
import type { Dice } from '../../dice.ts';
import { asked, boxed } from '../asked.ts';
import { alsoCalled, choice, isAre, lastWord, named, nameOf, placeFact, placeTriple } from '../phrases.ts';
import { between, height, inFront, phrase, place, relation, side } from '../relations.ts';
import type { KnownScene, Thing } from '../scene.ts';
import type { Asked, Skill } from '../skill.ts';

const factOf = (words: string, middle: string, other: string) =>
  `the ${words} ${isAre(lastWord(words))} ${middle} the ${other}`;

const KINDS = ['side', 'height', 'relation', 'at'] as const;
const OFFERED = { side: ['left', 'right'], height: ['above', 'below'] } as const;
const TELLS = { side, height, relation, at: relation } as const;

/** A thing and another one: which side, above or below, or: what lies there. */
function against(scene: KnownScene, dice: Dice): Asked | null {
  const found = named(scene, dice);
  for (let i = 0; i + 1 < found.length; i++) {
    const [[a, words], [b, other]] = [found[i]!, found[i + 1]!];
    const kind = dice.pick(KINDS);
    const answer = TELLS[kind](a.box, b.box);
    if (answer === null) continue;
    const think = factOf(words, phrase(answer), other);
    const triples = [[words, phrase(answer), other] as const];
    if (kind !== 'at') {
      const rest = {
        think,
        answer,
        ...(kind === 'relation' ? {} : choice(OFFERED[kind], answer)),
        triples,
        ...boxed(a),
      };
      return asked('where', kind, { thing: words, other }, dice, rest);
    }
    const liesThere = ({ box }: Thing) => [relation, side, height].some((tell) => tell(box, b.box) === answer);
    if (scene.things.some((thing) => thing !== a && thing !== b && liesThere(thing))) continue;
    const rest = { think, answer: a.noun, ...alsoCalled(a, a.noun), triples, ...boxed(a) };
    return asked('where', 'at', { relation: phrase(answer), other }, dice, rest);
  }
  return null;
}

function amid(scene: KnownScene, dice: Dice): Asked | null {
  const rows = between(scene);
  if (rows.length === 0) return null;
  const [middle, a, b] = dice.pick(rows);
  const [thing, other] = [nameOf(a, scene, dice), nameOf(b, scene, dice)];
  if (!thing || !other || new Set([middle.noun, a.noun, b.noun]).size < 3) return null;
  const think = `the ${middle.noun} ${isAre(middle.noun)} between the ${thing} and the ${other}`;
  const truth = {
    ...alsoCalled(middle, middle.noun),
    triples: [[middle.noun, 'between', `${thing} and ${other}`] as const],
  };
  return asked('where', 'between', { thing, other }, dice, { think, answer: middle.noun, ...truth, ...boxed(middle) });
}

function front(scene: KnownScene, dice: Dice): Asked | null {
  const rows = inFront(scene);
  if (rows.length === 0) return null;
  const [near, far] = dice.pick(rows);
  const [one, other] = [nameOf(near, scene, dice), nameOf(far, scene, dice)];
  if (!one || !other) return null;
  const slots = dice.chance(0.5) ? { thing: one, other } : { thing: other, other: one };
  return asked('where', 'front', slots, dice, {
    think: factOf(one, 'in front of', other),
    answer: one,
    ...choice([slots.thing, slots.other], one),
    triples: [[one, 'in front of', other]],
    ...boxed(near),
  });
}

function located(scene: KnownScene, dice: Dice): Asked | null {
  const [first] = named(scene, dice);
  if (!first) return null;
  const [thing, words] = first;
  const rest = {
    think: placeFact(words, thing.box),
    answer: place(thing.box),
    triples: [placeTriple(words, thing.box)],
    ...boxed(thing),
  };
  return asked('where', 'place', { thing: words }, dice, rest);
}

export function ask(scene: KnownScene, dice: Dice): Asked | null {
  const drawn = dice.next();
  const first = drawn < 0.2 ? amid(scene, dice) : drawn < 0.4 ? front(scene, dice) : null;
  return first ?? (drawn < 0.9 ? against(scene, dice) : null) ?? located(scene, dice);
}

export const skill: Skill = {
  pictures: 1,
  wish: (difficulty, dice) => ({ count: dice.whole(2, 3 + Math.round(3 * difficulty)) }),
  ask,
};
