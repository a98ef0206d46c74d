// What: the odd one out: the only thing of another category, of another noun where the categories agree, or of another colour where the
// nouns do.
import { asked, boxed } from '../asked.ts';
import { alsoCalled, names, unique } from '../phrases.ts';
import type { KnownScene, Thing } from '../scene.ts';
import type { Skill } from '../skill.ts';

const ATTRIBUTES = ['category', 'noun', 'colour'] as const;
type Attribute = (typeof ATTRIBUTES)[number];

/** The thing, and the first attribute in which the things differ; null where more than one stands out. */
function oddOne({ things }: KnownScene): readonly [Thing, Attribute] | null {
  const attribute = ATTRIBUTES.find((name) => unique(things.map((thing) => thing[name])).length > 1);
  if (things.length < 3 || !attribute) return null;
  const values = things.map((thing) => thing[attribute]);
  const single = things.filter((thing) => values.filter((value) => value === thing[attribute]).length === 1);
  const clear = !values.includes(null) && unique(values).length === 2 && single.length === 1;
  return clear ? [single[0]!, attribute] : null;
}

export const skill: Skill = {
  pictures: 1,
  wish(difficulty, dice, nouns) {
    const [other, noun] = [dice.pick(nouns), dice.pick(nouns)];
    const count = dice.whole(3, 4 + Math.round(2 * difficulty));
    return { count, nouns: [other, ...Array<string>(count).fill(noun)], most: 0.4 };
  },
  ask(scene, dice) {
    const found = oddOne(scene);
    if (!found) return null;
    const [thing, attribute] = found;
    const answer = names(thing, scene).at(attribute === 'colour' ? -1 : 0);
    const others = scene.things.find((other) => other !== thing)![attribute];
    const think = {
      category: `the others have the category ${others}`,
      noun: `the others are ${others}, not a ${thing.noun}`,
      colour: `the others are ${others}`,
    }[attribute];
    if (answer === undefined) return null;
    return asked('odd', 'one', {}, dice, { think, answer, ...alsoCalled(thing, answer), ...boxed(thing) });
  },
};
