// What: a question in other words: the answer is the plainest wording of what was asked.
import { asked } from '../asked.ts';
import type { Skill } from '../skill.ts';
import { ask as askColour } from './colour.ts';
import { ask as askCount } from './count.ts';
import { ask as askFind } from './find.ts';
import { ask as askPresence } from './presence.ts';

export const skill: Skill = {
  pictures: 1,
  ask(scene, dice) {
    const made = dice.pick([askColour, askCount, askFind, askPresence])(scene, dice);
    // Several and none have no single plain wording (as in Python).
    if (!made || made.answer === 'none' || made.boxes.length > 1) return null;
    if (made.plain.toLowerCase() === made.question.toLowerCase()) return null;
    const rest = { think: made.plain, answer: made.plain, facts: [], expertText: made.plain };
    return asked('rephrase', 'one', { question: made.question }, dice, rest);
  },
};
