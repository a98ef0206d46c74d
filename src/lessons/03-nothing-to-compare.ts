// What: lesson 3: groups whose answers all get the same reward teach nothing, and what dynamic sampling does about them.
import type { Facts, Lesson, LessonRun, Prediction } from './lesson.ts';
import { last, mean, near, percent, say, series } from './numbers.ts';

const ONE = ['num_generations=8', 'generation_batch_size=8', 'reward_funcs=answerFolded', 'beta=0'] as const;
const MANY = [
  'num_generations=4',
  'generation_batch_size=16',
  'reward_funcs=answerFolded',
  'beta=0',
  'eval_steps=0',
  'max_resample_times=2',
] as const;
const COLOURS = { skill: 'colour', seed: 3, count: 8, difficulty: 0.5 } as const;
/** Shorter updates are called none: rounding of float32. */
const NOTHING = 1e-6;

const rewards = ({ groups }: Pick<Facts, 'groups'>) => groups[0]?.rollouts.map(({ reward }) => reward) ?? [];
const flat = (points: LessonRun['points']) => mean(series(points, 'frac_reward_zero_std'));

/** Which of the two flat kinds each flat group is. */
function kinds({ groups }: Pick<Facts, 'groups'>) {
  const all = groups.map(({ rollouts }) => rollouts.map(({ reward }) => reward));
  const tied = all.filter((values) => values.every((value) => value === values[0]));
  return {
    groups: all.length,
    right: tied.filter(([value]) => value! > 0).length,
    wrong: tied.filter(([value]) => value === 0).length,
  };
}

const moved = ({ points, groups, prediction }: Facts) => {
  const length = last(points, 'update_norm');
  const is = Math.abs(length) < NOTHING ? 'none' : 'large';
  return { is, length, right: prediction === is, rewards: rewards({ groups }) };
};

const howFar = (given: string, large: string): Prediction => ({
  kind: 'choice',
  ask: `${given} How far will the update move the model?`,
  options: [
    { id: 'large', text: large },
    { id: 'none', text: 'Not at all' },
  ],
  walk: { right: 'none', wrong: 'large' },
});

export const lesson: Lesson = {
  title: 'Nothing to compare',
  minutes: 7,
  knows: 'why perfect answers and hopeless ones teach the model equally little, and what can be done about it.',
  steps: [
    {
      id: 'right',
      title: 'All right',
      text: 'One question that the model knows: where is the bird? Only the word counts here: 1 for *bird*, 0 for anything else.',
      setUp: { set: ONE, task: { samples: [{ name: 'owl' }] }, view: { stage: null, panel: null } },
      recorded: '03-right',
      show: ['answers', 'stage:8-update'],
      predict: howFar('Suppose that all eight answers are right.', 'Far: eight good examples'),
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const { right, length, rewards: all } = moved(facts);
        return {
          passed: right,
          says: `${all.filter((value) => value === 1).length} of ${all.length} answers were right. Every reward minus the mean is 0, so every advantage is 0: the update has a length of ${say(length)}.`,
        };
      },
      keep: 'right',
    },
    {
      id: 'wrong',
      title: 'All wrong',
      text: 'The same picture, and now the truth is *zebra*. (It is not. But the reward does not know that.)',
      setUp: { set: ONE, task: { samples: [{ name: 'owl', answer: 'zebra' }] }, view: { stage: null } },
      recorded: '03-wrong',
      show: ['answers', 'stage:8-update'],
      predict: howFar('All eight answers will be wrong.', 'Far: eight mistakes to learn from'),
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const { right, length, rewards: all } = moved(facts);
        return {
          passed: right,
          says: `${all.filter((value) => value === 0).length} of ${all.length} answers got 0, and again the update has a length of ${say(length)}. For GRPO a group of failures and a group of successes look alike: there is nothing to compare. A reward that is out of reach teaches nothing, however long the run.`,
        };
      },
    },
    {
      id: 'share',
      title: 'How many are flat?',
      text: 'Now different pictures: four groups in each step, with four answers each. A group in which all four answers get the same reward is *flat*.',
      setUp: { set: MANY, task: COLOURS, view: { stage: null } },
      recorded: '03-share',
      show: ['curve:frac_reward_zero_std', 'answers'],
      predict: {
        kind: 'number',
        ask: 'What share of the groups will be flat, on average over two steps?',
        unit: '% of the groups',
        min: 0,
        max: 100,
        tolerance: 20,
        walk: { right: 40, wrong: 0 },
      },
      act: [{ kind: 'play', steps: 2, say: 'Press **Play**.' }],
      check: (facts) => {
        const share = flat(facts.points);
        const { groups, right, wrong } = kinds(facts);
        return {
          passed: near(100 * share, facts.prediction, 20),
          says: `It was ${percent(share)}. In the last step ${say(right)} of ${groups} groups were all right and ${say(wrong)} all wrong: their answers were computed for nothing.`,
        };
      },
      keep: 'plain',
    },
    {
      id: 'change',
      title: 'Your turn: draw again',
      text: ({ runs }) =>
        `DAPO’s *dynamic sampling* does not accept flat groups: it draws them again before the update. Without it, ${percent(flat(runs['plain']?.points ?? []))} of the groups were flat. Switch it on and run the same steps.`,
      setUp: { set: MANY, view: { stage: null } },
      recorded: '03-change',
      show: ['curve:frac_reward_zero_std'],
      predict: {
        kind: 'choice',
        ask: 'What will it change?',
        options: [
          { id: 'fewer', text: 'Fewer flat groups, and each step takes longer' },
          { id: 'none', text: 'No flat groups at all' },
          { id: 'free', text: 'Fewer flat groups at no cost' },
        ],
        walk: { right: 'fewer', wrong: 'none' },
      },
      act: [
        {
          kind: 'knob',
          name: 'dynamic_sample',
          fits: (value) => value === true,
          walk: 'true',
          say: 'In the settings, switch `dynamic_sample` on.',
        },
        { kind: 'play', steps: 2, say: 'Press **Play**.' },
      ],
      check: ({ points, config, runs, prediction }) => {
        const plain = runs['plain']?.points ?? [];
        const [before, now] = [flat(plain), flat(points)];
        const drawn = mean(series(points, 'sampling/resampled_groups'));
        const is = now === 0 ? 'none' : drawn > 0 ? 'fewer' : 'free';
        return {
          passed: prediction === is,
          says: `Flat groups: ${percent(before)} before, ${percent(now)} now. For that, ${say(drawn)} groups a step were sampled again, each as costly as the first time (${say(mean(series(plain, 'step_time')))} s a step before, ${say(mean(series(points, 'step_time')))} s now). What stays flat after ${config.sampling.max_resample_times} more tries is a question that is too easy or too hard for this model: another question is better than another try.`,
        };
      },
    },
  ],
};
