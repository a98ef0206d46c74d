// What: how many, 0 to 9: of a noun, a colour, a category, or of everything. The box is one box around all that was counted.
import type { Dice } from '../../dice.ts';
import { asked, enclosed } from '../asked.ts';
import { absent, counted, ofNoun, plural, unique } from '../phrases.ts';
import type { KnownScene, Thing } from '../scene.ts';
import type { Asked, Skill } from '../skill.ts';
import type { Slots } from '../wordings.ts';

const PLURALS: Readonly<Record<string, string>> = {
  animal: 'animals',
  vehicle: 'vehicles',
  toy: 'toys',
  tool: 'tools',
};
const MOST = 9;
const things = (count: number) => `thing${count === 1 ? '' : 's'}`;

function of(kind: string, slots: Slots, same: readonly Thing[], fact: string, label: string, dice: Dice): Asked {
  const think = `there ${same.length === 1 ? 'is' : 'are'} ${fact}`;
  return asked('count', kind, slots, dice, {
    think,
    answer: String(same.length),
    facts: [fact],
    ...enclosed(same, label),
  });
}

function ofKind(scene: KnownScene, dice: Dice): Asked {
  const nouns = unique(scene.things.map(({ noun }) => noun)).toSorted();
  const repeated = nouns.filter((noun) => ofNoun(scene, noun).length > 1);
  const missing = dice.chance(0.08);
  const noun = missing ? absent(scene, dice) : dice.pick(repeated.length > 0 && dice.chance(0.6) ? repeated : nouns);
  const same = ofNoun(scene, noun);
  const fact = same.length > 0 ? counted(noun, same.length) : `no ${noun}`;
  return of('noun', { things: plural(noun) }, same, fact, plural(noun), dice);
}

export function ask(scene: KnownScene, dice: Dice): Asked | null {
  const all = scene.things;
  if (all.length > MOST) return null;
  const drawn = dice.next();
  if (drawn < 0.15 || all.length === 0)
    return of('all', {}, all, `${all.length} ${things(all.length)}`, 'things', dice);
  const colours = unique(all.map(({ colour }) => colour));
  if (drawn < 0.22 && !colours.includes(null)) {
    const colour = dice.pick(colours.flatMap((name) => name ?? []).toSorted());
    const same = all.filter((thing) => thing.colour === colour);
    return of('colour', { colour }, same, `${same.length} ${colour} ${things(same.length)}`, `${colour} things`, dice);
  }
  const groups = unique(all.map(({ category }) => category)).filter((name) => name in PLURALS);
  if (drawn < 0.32 && groups.length > 0) {
    const group = dice.pick(groups.toSorted());
    const same = all.filter(({ category }) => category === group);
    const fact = `${same.length} ${same.length === 1 ? group : PLURALS[group]!}`;
    return of('category', { things: PLURALS[group]! }, same, fact, PLURALS[group]!, dice);
  }
  return ofKind(scene, dice);
}

export const skill: Skill = {
  pictures: 1,
  wish: (difficulty, dice) => ({
    count: dice.whole(1, 4 + Math.round(6 * difficulty)),
    same: 0.6,
    least: 0.14 - 0.04 * difficulty,
    most: 0.4 - 0.1 * difficulty,
  }),
  ask,
};
