// What: a shown answer is judged: right (yes or no), or 1 to 5. 5 = right; a count off by one and a noun of the right category = 3;
// everything else = 1.
import type { Dice } from '../../dice.ts';
import { asked } from '../asked.ts';
import { COLOURS } from '../colours.ts';
import { choice } from '../phrases.ts';
import type { KnownScene } from '../scene.ts';
import type { Asked, Skill } from '../skill.ts';
import { NOUNS, rowOf } from '../tables.ts';
import { ask as askColour } from './colour.ts';
import { ask as askCount } from './count.ts';
import { ask as askName } from './name.ts';
import { ask as askPresence } from './presence.ts';

const SCORES = ['1', '2', '3', '4', '5'];

interface Judged {
  readonly ask: (scene: KnownScene, dice: Dice) => Asked | null;
  /** False answers of the same kind. */
  readonly wrong: (answer: string, dice: Dice) => readonly string[];
  readonly isNear: (shown: string, answer: string) => boolean;
}

const category = (noun: string) => rowOf(noun)?.category;

const JUDGED: readonly Judged[] = [
  { ask: askColour, wrong: (answer) => COLOURS.filter((name) => name !== answer), isNear: () => false },
  {
    ask: askCount,
    wrong: (answer) =>
      [-2, -1, 1, 2]
        .map((step) => Number(answer) + step)
        .filter((n) => n >= 0 && n <= 9)
        .map(String),
    isNear: (shown, answer) => Math.abs(Number(shown) - Number(answer)) === 1,
  },
  {
    ask: askName,
    wrong: (answer, dice) => {
      const near = dice.chance(0.5);
      const others = NOUNS.filter(({ noun }) => noun !== answer && (category(noun) === category(answer)) === near);
      return rowOf(answer) ? others.map(({ noun }) => noun) : [];
    },
    isNear: (shown, answer) => category(shown) === category(answer),
  },
  { ask: askPresence, wrong: (answer) => [answer === 'yes' ? 'no' : 'yes'], isNear: () => false },
];

export const skill: Skill = {
  pictures: 1,
  ask(scene, dice) {
    const judged = dice.pick(JUDGED);
    const made = judged.ask(scene, dice);
    if (!made) return null;
    const wrong = dice.chance(0.5) ? null : judged.wrong(made.answer, dice);
    if (wrong?.length === 0) return null;
    const shown = wrong ? dice.pick(wrong) : made.answer;
    const kind = dice.chance(0.6) ? 'right' : 'score';
    const isRight = shown === made.answer;
    const score = isRight ? '5' : judged.isNear(shown, made.answer) ? '3' : '1';
    const answer = kind === 'score' ? score : isRight ? 'yes' : 'no';
    const slots = { question: made.question, answer: shown };
    const offered = choice(kind === 'score' ? SCORES : ['yes', 'no'], answer);
    return asked('judge', kind, slots, dice, { think: made.think, answer, facts: made.facts.slice(0, 1), ...offered });
  },
};
