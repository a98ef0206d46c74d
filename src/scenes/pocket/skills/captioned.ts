// What: a question about one thing that asks for a caption of the whole picture first, then box and answer: one of the forms that
// Pocket was taught (pretrain/pocket/drafts.py), with the caption as truth.
import { caption } from '../phrases.ts';
import type { Skill } from '../skill.ts';
import { instruction } from '../wordings.ts';
import { ask as askColour } from './colour.ts';
import { ask as askName } from './name.ts';
import { ask as askWhere } from './where.ts';

export const skill: Skill = {
  pictures: 1,
  apart: true,
  ask(scene, dice) {
    const sentence = caption(scene);
    const made = dice.pick([askColour, askName, askWhere])(scene, dice);
    if (!made || sentence === null || made.boxes.length !== 1) return null;
    const first = instruction('caption_box_answer', dice);
    return {
      ...made,
      question: `${made.question} ${first}`,
      plain: `${made.plain} caption first.`,
      captions: [sentence],
      expertText: `${sentence}. ${made.answer}`,
    };
  },
};
