// What: what differs between two pictures: thing, attribute and new value, as a triple 'cup colour blue'.
import { asked } from '../asked.ts';
import { isAre, names } from '../phrases.ts';
import type { Change } from '../scene.ts';
import type { Skill } from '../skill.ts';

const isArrival = ({ attribute }: Change) => attribute === 'added' || attribute === 'removed';

function factOf({ thing: { noun }, attribute, value }: Change): string {
  const verb = isAre(noun);
  return {
    colour: `the ${noun} ${verb} now ${value}`,
    noun: `the ${noun} became ${value}`,
    added: `the ${noun} ${verb} new`,
    removed: `the ${noun} ${verb} gone`,
    moved: `the ${noun} moved ${value}`,
    size: `the ${noun} ${verb} ${value}`,
  }[attribute];
}

export const skill: Skill = {
  pictures: 2,
  pair: 'change',
  ask({ change, first, second }, dice) {
    if (!change) return null;
    const { thing, attribute, value } = change;
    const shown = attribute === 'added' ? second : first;
    if (!names(thing, shown).includes(thing.noun)) return null;
    const answer = isArrival(change) ? `${thing.noun} ${attribute}` : `${thing.noun} ${attribute} ${value}`;
    const triple = [thing.noun, attribute, isArrival(change) ? '' : value] as const;
    return asked('changed', 'one', {}, dice, { think: factOf(change), answer, triples: [triple] });
  },
};
