// What: puts a question together: wording, thought, answer, and the things that it is about.
import type { Dice } from '../dice.ts';
import { hull } from './relations.ts';
import type { Thing } from './scene.ts';
import type { Asked } from './skill.ts';
import { canonical, question } from './wordings.ts';
import type { Slots } from './wordings.ts';

type Rest = Pick<Asked, 'think' | 'answer'> & Partial<Asked>;

export const asked = (skill: string, kind: string, slots: Slots, dice: Dice, rest: Rest): Asked => ({
  question: question(skill, kind, slots, dice),
  plain: canonical(skill, kind, slots),
  boxes: [],
  labels: [],
  facts: [rest.think],
  ...rest,
});

/** A box for each thing. */
export const boxed = (...things: readonly Thing[]): Pick<Asked, 'boxes' | 'labels'> => ({
  boxes: things.map(({ box }) => box),
  labels: things.map(({ noun }) => noun),
});

/** One box around all of them; none where there is none. */
export const enclosed = (things: readonly Thing[], label: string): Pick<Asked, 'boxes' | 'labels'> =>
  things.length === 0 ? { boxes: [], labels: [] } : { boxes: [hull(things.map(({ box }) => box))], labels: [label] };
