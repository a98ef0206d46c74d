// What: how good a picture is, from 1 (level 4 or 5 of damage) to 5 (no damage): 5 − level, at least 1; and the kind of damage.
import { asked } from '../asked.ts';
import { choice } from '../phrases.ts';
import type { Skill } from '../skill.ts';

const BEST = 5;
const SCORES = ['1', '2', '3', '4', '5'];

export const skill: Skill = {
  pictures: 1,
  damages: true,
  ask({ damage }, dice) {
    const kind = dice.chance(0.4) ? 'kind' : 'level';
    const score = damage ? Math.max(1, BEST - damage.level) : BEST;
    const wrong = damage?.kind === 'dark' ? 'the picture is dark' : `the picture has ${damage?.kind}`;
    const answer = kind === 'level' ? String(score) : (damage?.kind ?? 'nothing');
    const offered = kind === 'level' ? choice(SCORES, answer) : {};
    const rest = { think: damage ? wrong : 'nothing is wrong', answer, quality: score, ...offered };
    return asked('quality', kind, {}, dice, rest);
  },
};
