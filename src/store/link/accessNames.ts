// What: names that a link hides or locks and that this page does not have: a teacher's slip would otherwise leave open what should be
// closed. They do no harm, for a newer page may know them, but they are said.
import { nearestName } from '../../config/checkValue.ts';
import { KNOBS } from '../../config/knobTable.ts';
import { LEGACY } from '../../config/legacy.ts';
import { CONTROLS } from '../texts/controls.ts';
import { LINK_TEXTS } from '../texts/link.ts';

/** A knob of a use has a point in its name; the use may come later. */
const isKnown = (id: string) => Object.hasOwn(CONTROLS, id) || KNOBS.has(id) || LEGACY.has(id) || /^\w+\.\w+$/.test(id);

/** `texts` are the lists as the link has them. */
export function unknownNames(...texts: readonly string[]): readonly string[] {
  const names = texts.flatMap((text) => text.split(',')).map((id) => id.trim());
  return [...new Set(names)].filter((id) => id !== '' && !isKnown(id));
}

export const unknownNamesSentence = (names: readonly string[]): string =>
  LINK_TEXTS.unknownControls(names, nearestName(names[0]!, [...Object.keys(CONTROLS), ...KNOBS.keys()]));
