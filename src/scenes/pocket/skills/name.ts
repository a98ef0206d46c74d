// What: what a thing is: the only one, the one in a given box or place, the biggest, or its category.
import type { Box } from '../../../1-image/types.ts';
import type { Dice } from '../../dice.ts';
import { asked, boxed } from '../asked.ts';
import { alsoCalled, placeFact, placeTriple } from '../phrases.ts';
import { area, bigger, place } from '../relations.ts';
import type { KnownScene, Thing } from '../scene.ts';
import type { Asked, Skill } from '../skill.ts';
import { WORDINGS } from '../tables.ts';
import type { Slots } from '../wordings.ts';

/** Hundredths of the side, as the policy writes them. */
const numbers = (box: Box) => box.map((value) => Math.min(99, Math.max(0, Math.round(100 * value)))).join(' ');

function of(kind: string, slots: Slots, thing: Thing, dice: Dice, answer = thing.noun): Asked {
  const fact = placeFact(thing.noun, thing.box);
  const truth = { ...alsoCalled(thing, answer), triples: [placeTriple(thing.noun, thing.box)] };
  return asked('name', kind, slots, dice, {
    think: fact,
    answer,
    facts: [fact, thing.noun],
    ...truth,
    ...boxed(thing),
  });
}

export function ask({ things }: KnownScene, dice: Dice): Asked | null {
  const [largest, second] = things.toSorted((a, b) => area(b.box) - area(a.box));
  if (!largest) return null;
  if (!second && dice.chance(0.8)) {
    const category = dice.chance(0.2) ? WORDINGS.category_words[largest.category] : undefined;
    return category ? of('category', {}, largest, dice, category) : of('one', {}, largest, dice);
  }
  if (second && bigger(largest.box, second.box) && dice.chance(0.25)) return of('biggest', {}, largest, dice);
  const alone = things.filter(({ box }) => things.filter((other) => place(other.box) === place(box)).length === 1);
  if (alone.length > 0 && dice.chance(0.5)) {
    const thing = dice.pick(alone);
    return of('place', { place: place(thing.box) }, thing, dice);
  }
  const thing = dice.pick(things);
  return of('at', { at: numbers(thing.box) }, thing, dice);
}

export const skill: Skill = { pictures: 1, ask };
