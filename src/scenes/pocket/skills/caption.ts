// What: one sentence about the whole picture, from left to right.
import { asked } from '../asked.ts';
import { caption } from '../phrases.ts';
import type { Skill } from '../skill.ts';

/** 'a red cup, a dog and 2 cats' → red cup, dog, 2 cats. */
const parts = (sentence: string) =>
  sentence
    .replaceAll(' and ', ', ')
    .split(', ')
    .map((words) => words.replace(/^an? /, ''));

export const skill: Skill = {
  pictures: 1,
  ask(scene, dice) {
    const sentence = caption(scene);
    if (sentence === null) return null;
    const n = scene.things.length;
    const think = `there ${n === 1 ? 'is' : 'are'} ${n} thing${n === 1 ? '' : 's'}`;
    const rest = { think, answer: sentence, facts: parts(sentence), captions: [sentence], expertText: sentence };
    return asked('caption', 'one', {}, dice, rest);
  },
};
