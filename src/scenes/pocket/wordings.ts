// What: the wordings of public/scenes/wordings.json as questions, by the rules in its _readme. The twin of pretrain/pocket/wordings.py.
import type { Dice } from '../dice.ts';
import { WORDINGS } from './tables.ts';

export type Slots = Readonly<Record<string, string>>;
const CHOICE = /\[([^[\]]*)\]/g;
const LEFT_OPEN = /\{\w+\}/;

function tidy(text: string, slots: Slots): string {
  const filled = Object.entries(slots).reduce((now, [name, value]) => now.replaceAll(`{${name}}`, value), text);
  const left = LEFT_OPEN.exec(filled);
  if (left) throw new Error(`The wording '${text}' has no value for ${left[0]}.`);
  return filled.replace(/ +/g, ' ').replaceAll(' .', '.').replaceAll(' ?', '?').trim();
}

function templates(skill: string, kind: string): readonly string[] {
  const found = WORDINGS.skills[skill]?.[kind];
  if (!found) throw new Error(`wordings.json has no wordings for ${skill}/${kind}.`);
  return found;
}

/** The plainest wording: the first template with the first alternative of each bracket. */
export const canonical = (skill: string, kind: string, slots: Slots): string =>
  tidy(
    templates(skill, kind)[0]!.replace(CHOICE, (_all, options: string) => options.split('|')[0]!),
    slots,
  );

/** Sometimes a capital at the start, sometimes no mark at the end. */
function styled(text: string, dice: Dice): string {
  const { capital, no_mark: noMark } = WORDINGS.style;
  const opened = dice.chance(capital) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
  return dice.chance(noMark) ? opened.replace(/[.?]$/, '') : opened;
}

function worded(choices: readonly string[], slots: Slots, dice: Dice): string {
  const drawn = dice.pick(choices).replace(CHOICE, (_all, options: string) => dice.pick(options.split('|')));
  return styled(tidy(drawn, slots), dice);
}

export const question = (skill: string, kind: string, slots: Slots, dice: Dice): string =>
  worded(templates(skill, kind), slots, dice);

/** What is asked behind the question where the answer shall have another form than usual. */
export function instruction(grammar: string, dice: Dice): string {
  const found = WORDINGS.grammars[grammar];
  if (!found) throw new Error(`wordings.json has no wordings for the form ${grammar}.`);
  return worded(found, {}, dice);
}
