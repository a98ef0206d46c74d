// What: data rule "passWindow": questions that the policy always answers, or never, are left out of the step.
// Formula: a group counts where low < mean of the reward over its G answers < high.
// Shapes: masks [R]. Both are this one: a group outside teaches nothing and must not enter the statistics of the batch either.
// Source: EasyR1, online_filtering (filter_low 0.01, filter_high 0.99), which VPPO-RL uses; there other questions are drawn until the
//   batch is full, here the step is smaller.
import type { DataRule } from '../../blocks/seams.ts';
import { number, text } from '../../config/knob.ts';

const knobs = {
  reward: text('answerFolded', {
    unit: '',
    doc: 'The reward that says whether an answer is right: a name in reward_funcs.',
    source: 'EasyR1: filter_key (overall; VPPO-RL: accuracy)',
  }),
  low: number(0.01, {
    min: -10,
    max: 10,
    unit: '',
    doc: 'Groups whose mean is not above this are left out.',
    source: 'EasyR1: filter_low 0.01',
  }),
  high: number(0.99, {
    min: -10,
    max: 10,
    unit: '',
    doc: 'Groups whose mean is not below this are left out.',
    source: 'EasyR1: filter_high 0.99',
  }),
};

export const block: DataRule<typeof knobs, null> = {
  name: 'passWindow',
  doc: 'Leaves out the questions that nearly all or nearly none of the answers get right.',
  formula: 'a group counts where low < mean reward < high',
  source: 'EasyR1 (online_filtering); VPPO (arXiv 2510.09285)',
  knobs,
  needs: ({ reward }) => [`reward/${reward}`],
  problem: ({ as, low, high }) =>
    low >= high
      ? `${as} would leave every group out: ${as}.low is ${low} and must be below ${as}.high, which is ${high}.`
      : null,
  metrics: [{ name: '{as}/kept', unit: 'share', doc: 'Share of the groups that count in the step.' }],
  start: () => null,
  keep({ rollouts, signals }, { as, reward, low, high }) {
    const { promptCount, generations: G } = rollouts;
    const { values } = signals.get(`reward/${reward}`)!;
    const inside = new Uint8Array(promptCount * G);
    let kept = 0;
    for (let p = 0; p < promptCount; p++) {
      const mean = values.subarray(p * G, (p + 1) * G).reduce((sum, value) => sum + value, 0) / G;
      if (!(mean > low && mean < high)) continue; // a mean that is not a number is outside, too
      inside.fill(1, p * G, (p + 1) * G);
      kept += 1;
    }
    return { inStatistics: inside, inLoss: inside, metrics: { [`${as}/kept`]: kept / Math.max(promptCount, 1) } };
  },
};
