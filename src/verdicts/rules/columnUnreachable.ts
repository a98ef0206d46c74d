// What: one reward that should pay has never paid, while others do: “the form is 1 and the accuracy is 0”.
// Threshold: 256 answers. By the rule of three, 0 of 256 says that fewer than 1.2 % of the answers are paid: not one in ten groups of eight.
//   Four times as many as for the whole reward, because the others still teach something meanwhile.
// Source: VLM-R1 issue 21 (format 1 and accuracy 0 for 400 steps).
import { answersIn, columnsOf } from '../rewardRanges.ts';
import type { VerdictRule } from '../verdict.ts';

export const LEAST_ANSWERS = 256;

export const rule: VerdictRule = {
  title: 'A reward that never pays',
  kind: 'stuck',
  rank: 49,
  lesson: '03-nothing-to-compare',
  find(history) {
    const { points, config } = history;
    const answers = answersIn(config, points.length);
    const now = points.at(-1)!.metrics;
    if (answers < LEAST_ANSWERS || !((now['reward'] ?? 0) > 0)) return null;
    const never = columnsOf(config).find(({ as, weight, range }) => {
      if (weight <= 0 || !range || range[0] < 0 || now[`rewards/${as}/mean`] !== 0) return false;
      return history.all(`rewards/${as}/mean`).every(({ value }) => value === 0);
    });
    if (!never) return null;
    const { as } = never;
    return {
      sentence: `“${as}” has not paid a single answer; what is learned comes from the other rewards alone.`,
      advice: `Look at how “${as}” reads an answer. If it reads it rightly, it is too hard: pay for a part of the way.`,
      step: points[0]!.step,
      numbers: [
        { name: 'answers so far', value: answers },
        { name: `of them paid by ${as}`, value: 0 },
        { name: 'mean reward of the last step', value: now['reward']! },
      ],
    };
  },
};
