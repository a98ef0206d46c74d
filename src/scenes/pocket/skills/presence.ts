// What: is there such a thing: yes (with one box around all of them) or no; also no where only the colour is another.
import type { Dice } from '../../dice.ts';
import { asked, enclosed } from '../asked.ts';
import { COLOURS } from '../colours.ts';
import { absent, choice, counted, isAre, ofNoun, placeFact, plural, withArticle } from '../phrases.ts';
import type { KnownScene } from '../scene.ts';
import type { Asked, Skill } from '../skill.ts';

const slotsOf = (noun: string, colour: string | null) => ({
  a_thing: withArticle(noun, colour),
  things: colour ? `${colour} ${plural(noun)}` : plural(noun),
});

const answered = (answer: 'yes' | 'no') => ({ answer, ...choice(['yes', 'no'], answer) });

/** A thing that is there, asked for in a colour that it does not have. */
function miscoloured(scene: KnownScene, dice: Dice): Asked | null {
  const alone = scene.things.filter(({ colour, noun }) => colour && ofNoun(scene, noun).length === 1);
  if (alone.length === 0) return null;
  const { noun, colour } = dice.pick(alone);
  const other = dice.pick(COLOURS.filter((name) => name !== colour));
  const think = `the ${noun} ${isAre(noun)} ${colour}`;
  const triples = [[noun, 'colour', colour!] as const];
  return asked('presence', 'one', slotsOf(noun, other), dice, { think, triples, ...answered('no') });
}

export function ask(scene: KnownScene, dice: Dice): Asked | null {
  const false_ = dice.chance(0.12) ? miscoloured(scene, dice) : null;
  if (false_) return false_;
  const there = scene.things.length > 0 && dice.chance(0.55);
  const noun = there ? dice.pick(scene.things).noun : absent(scene, dice);
  const same = ofNoun(scene, noun);
  const colour = same.length === 1 && dice.chance(0.3) ? same[0]!.colour : null;
  const many = same.length > 0 ? `there are ${counted(noun, same.length)}` : `there is no ${noun}`;
  const think = same.length === 1 ? placeFact(noun, same[0]!.box) : many;
  const rest = { think, ...answered(same.length > 0 ? 'yes' : 'no'), ...enclosed(same, noun) };
  return asked('presence', 'one', slotsOf(noun, colour), dice, rest);
}

export const skill: Skill = { pictures: 1, ask };
