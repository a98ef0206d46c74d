// What: lesson 11: rewards for the length of thoughts: short ones, none at all (CLS-RL's twin), long ones, and what happens to the box.
import type { Facts, Lesson, LessonRun } from './lesson.ts';
import { last, late, near, percent, say, series } from './numbers.ts';

const EIGHT = ['num_generations=8', 'generation_batch_size=8'] as const;
const OWL = { samples: [{ name: 'owl' }] } as const;
/** The box is measured in all runs of this lesson, and paid in none. */
const rewards = (...paid: readonly string[]) => `reward_funcs=[${paid.join(',')},{"block":"boxIou","weight":0}]`;
const SHORT = rewards('"format"', '"answerFolded"', '{"block":"thinkLength","think_min_chars":0,"think_max_chars":9}');
const TWIN = rewards(
  '"wholeText"',
  '{"block":"answerBlock","needs_format":0}',
  '"format"',
  '{"block":"lengthWindow","length_min":0,"length_max":8,"length_slope":16}',
);
const LONG = rewards(
  '"format"',
  '"answerFolded"',
  '{"block":"lengthWindow","length_min":0,"length_max":44,"length_slope":16}',
);
/** More tokens than Pocket ever writes for this question: every further token is paid a little. */
const LONGER = 30;
const STEPS = 8;
const TWIN_STEPS = 4;
/** Less than this is called no change: a twentieth of a good fit. */
const STILL = 0.05;

type Points = LessonRun['points'];
const length = (points: Points) => series(points, 'completions/mean_length');
const overlap = (points: Points) => series(points, 'rewards/boxIou/mean');
const thoughts = ({ groups }: Pick<Facts, 'groups'>): readonly string[] =>
  groups.flatMap(({ rollouts }) => rollouts.map(({ text }) => /<think>(.*?)<\/think>/s.exec(text)?.[1]?.trim() ?? ''));

/** The thought that most answers have, and in how many it stands. */
function commonest(facts: Pick<Facts, 'groups'>): { readonly text: string; readonly share: number } {
  const all = thoughts(facts);
  const counted = [...new Set(all)].map((text) => ({
    text,
    share: all.filter((one) => one === text).length / all.length,
  }));
  return counted.toSorted((a, b) => b.share - a.share)[0] ?? { text: '', share: NaN };
}

export const lesson: Lesson = {
  title: 'Thinking longer or shorter',
  minutes: 9,
  knows: 'what a reward for length buys, and what thoughts are good for even if nobody pays for them.',
  steps: [
    {
      id: 'short',
      title: 'Be brief',
      text: 'Before it answers, the model writes a thought: *the bird is in the middle*, say. Long thoughts can cost right answers where things are to be named, says the paper on ReFine-RFT; so it pays for short ones: 1 if a thought has fewer than ten characters, else 0. The right word and the right form are paid as before. (The box is measured here, and not paid.)',
      setUp: { recipe: 'refine_rft', set: [...EIGHT, SHORT], task: OWL, view: { stage: null, panel: null } },
      recorded: '11-short',
      show: ['answers', 'curve:rewards/thinkLength/mean'],
      predict: {
        kind: 'choice',
        ask: 'What will the thoughts be like after some steps?',
        options: [
          { id: 'dense', text: 'Short and to the point: “middle”, say' },
          { id: 'empty', text: 'Short and empty' },
          { id: 'long', text: 'As long as before: ten characters are too few' },
        ],
        walk: { right: 'empty', wrong: 'dense' },
      },
      act: [{ kind: 'play', steps: STEPS, say: 'Press **Play** and read the thoughts.' }],
      check: (facts) => {
        const { text, share } = commonest(facts);
        const paidFor = late(series(facts.points, 'rewards/thinkLength/mean'));
        const names = /middle|top|bottom|left|right|bird/.test(text);
        const is = paidFor < 0.5 ? 'long' : names ? 'dense' : 'empty';
        return {
          passed: facts.prediction === is,
          says: `${percent(share)} of the answers of the last step think “${text}”. Over the last three steps ${percent(paidFor)} of the thoughts were short enough, at first ${percent(series(facts.points, 'rewards/thinkLength/mean')[0] ?? NaN)}. The model did not learn to be concise. It had a short phrase at hand that fits every picture, and that phrase was paid.`,
        };
      },
    },
    {
      id: 'price',
      title: 'What did it cost?',
      text: ({ history }) =>
        `The word is still right in ${percent(last(history, 'rewards/answerFolded/mean'))} of the answers. So nothing was lost?`,
      show: ['picture', 'curve:rewards/boxIou/mean'],
      predict: {
        kind: 'choice',
        ask: 'The boxes were not paid, neither before nor now. Since the first step, their overlap with the bird has …',
        options: [
          { id: 'up', text: 'risen: all practice helps' },
          { id: 'same', text: 'stayed: nobody paid for it' },
          { id: 'down', text: 'fallen' },
        ],
        walk: { right: 'down', wrong: 'same' },
      },
      act: [
        { kind: 'rollout', say: 'Open an answer by its number: read the thought, and look at the box. Then close it.' },
      ],
      check: ({ history, prediction }) => {
        const all = overlap(history);
        const [first, now] = [all[0] ?? NaN, late(all)];
        const is = now > first + STILL ? 'up' : now < first - STILL ? 'down' : 'same';
        return {
          passed: prediction === is,
          says: `It was ${say(first)} in the first step, and ${say(now)} over the last three. The thought came *before* the box, and it said where the bird is: the box could lean on it. Now there is nothing to lean on. What looks like idle talk may be a step of the work.`,
        };
      },
      keep: 'short',
    },
    {
      id: 'twin',
      title: 'No thinking at all',
      text: 'CLS-RL asks the question most bluntly. Its twin *No-Thinking-RL* pays an answer only if it is the bare word and nothing else (`wholeText`). Here a second column helps: it pays more the shorter the answer is (`lengthWindow`).',
      setUp: { recipe: 'no_thinking_rl', set: [...EIGHT, TWIN], view: { stage: null } },
      recorded: '11-twin',
      show: ['answers', 'curve:completions/mean_length'],
      predict: {
        kind: 'number',
        ask: 'In the last step, how many of the eight answers will be the bare word?',
        unit: 'answers',
        min: 0,
        max: 8,
        tolerance: 0.5,
        walk: { right: 0, wrong: 8 },
      },
      act: [{ kind: 'play', steps: TWIN_STEPS, say: 'Press **Play**.' }],
      check: ({ points, groups, prediction }) => {
        const bare = groups.flatMap(({ rollouts }) => rollouts).filter(({ rewards: r }) => r['wholeText'] === 1).length;
        const lengths = length(points);
        return {
          passed: near(bare, prediction, 0.5),
          says: `${say(bare)}. A reward can only choose among what is drawn, and here Pocket never begins an answer without a thought. The mean length went from ${say(lengths[0] ?? NaN)} to ${say(lengths.at(-1) ?? NaN)} tokens all the same: that was the second column, which tells a little shorter from a little longer.`,
        };
      },
    },
    {
      id: 'change',
      title: 'Your turn: think longer',
      text: ({ runs }) =>
        `Short thoughts made the boxes worse${runs['short'] ? ` (${say(late(overlap(runs['short'].points)))} at the end)` : ''}. Then pay for long ones! The column \`lengthWindow\` gives 1 from \`length_min\` tokens on, and less the shorter an answer is.`,
      setUp: { set: [...EIGHT, LONG], view: { stage: null } },
      recorded: '11-change',
      show: ['answers', 'picture', 'curve:completions/mean_length'],
      predict: {
        kind: 'choice',
        ask: 'Answers will get longer. And the boxes?',
        options: [
          { id: 'better', text: 'They get better: more thought, better boxes' },
          { id: 'same', text: 'No better than at first' },
        ],
        walk: { right: 'same', wrong: 'better' },
      },
      act: [
        {
          kind: 'knob',
          name: 'lengthWindow.length_min',
          fits: (value) => typeof value === 'number' && value >= LONGER && value <= 44,
          walk: String(LONGER),
          say: `In the settings, make \`lengthWindow.length_min\` ${LONGER}.`,
        },
        { kind: 'play', steps: STEPS, say: 'Press **Play** and read the thoughts.' },
      ],
      check: (facts) => {
        const [lengths, boxes] = [length(facts.points), overlap(facts.points)];
        const is = late(boxes) > (boxes[0] ?? NaN) + 2 * STILL ? 'better' : 'same';
        const { text, share } = commonest(facts);
        return {
          passed: facts.prediction === is,
          says: `The mean length went from ${say(lengths[0] ?? NaN)} to ${say(lengths.at(-1) ?? NaN)} tokens, the overlap from ${say(boxes[0] ?? NaN)} to ${say(late(boxes))}. ${percent(share)} of the last answers think “${text}”. Is that where the bird is? It need not be: the reward counted tokens, and a place with a longer name has more of them. Length is easy to measure and easy to earn. What you want from thoughts is that they help, and that you have to measure at the end of the answer.`,
        };
      },
    },
  ],
};
