// What: lesson 2: an answer is measured against its own group: advantages sum to 0, the least bad of wrong answers gains, and what G changes.
import type { RolloutView } from '../training/protocol.ts';
import type { Facts, Lesson } from './lesson.ts';
import { list, mean, near, say, signed, std, sum } from './numbers.ts';

const GROUP = ['num_generations=8', 'generation_batch_size=8', 'beta=0'] as const;
/** As detection benchmarks count it: a box that overlaps the true one by less is wrong. */
const RIGHT_FROM = 0.5;

const rollouts = ({ groups }: Pick<Facts, 'groups'>): readonly RolloutView[] => groups[0]?.rollouts ?? [];
const advantages = (facts: Pick<Facts, 'groups'>) => rollouts(facts).map(({ advantage }) => advantage);
const rewards = (facts: Pick<Facts, 'groups'>) => rollouts(facts).map(({ reward }) => reward);
const highest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
/** The largest A that a group of G can give: one answer is good, all others are alike. */
const bound = (G: number) => (G - 1) / Math.sqrt(G);

export const lesson: Lesson = {
  title: 'The group is the yardstick',
  minutes: 8,
  knows:
    'why an answer needs no grade from outside: its group says what it is worth, and how the size of the group changes that.',
  steps: [
    {
      id: 'sum',
      title: 'Add them up',
      text: 'Eight answers to one question get eight rewards. From each, GRPO subtracts the mean of the eight and divides by their standard deviation. What is left is the *advantage*: above 0 the answer becomes more likely, below 0 less.',
      setUp: { set: GROUP, task: { samples: [{ name: 'owl' }] }, view: { stage: null, panel: null } },
      recorded: '02-sum',
      show: ['answers', 'button:play'],
      predict: {
        kind: 'number',
        ask: 'Add up the eight advantages. What is their sum?',
        unit: '',
        min: -20,
        max: 20,
        tolerance: 0.01,
        walk: { right: 0, wrong: 4 },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**: one step, then the run holds.' }],
      check: (facts) => {
        const all = advantages(facts);
        return {
          passed: near(sum(all), facts.prediction, 0.01),
          says: `${all.map((value) => signed(value)).join(' ')} = **${say(Math.round(1e3 * sum(all)) / 1e3)}**. Always: what some answers gain, the others lose. The group as a whole gets neither better nor worse marks, however good it is.`,
        };
      },
    },
    {
      id: 'look',
      title: 'One of them, worked out',
      text: (facts) =>
        `The rewards are ${list(rewards(facts))}, with a mean of ${say(mean(rewards(facts)))} and a standard deviation of ${say(std(rewards(facts)))}.`,
      show: ['answers'],
      act: [
        {
          kind: 'rollout',
          fits: ({ advantage }) => advantage > 0,
          say: 'Press the number of an answer with an advantage above 0. Its details work it out.',
        },
      ],
      check: (facts) => {
        const best = rollouts(facts).toSorted((a, b) => b.advantage - a.advantage)[0];
        const [r, A] = [best?.reward ?? NaN, best?.advantage ?? NaN];
        return {
          passed: true,
          says: `The best of them: (${say(r)} − ${say(mean(rewards(facts)))}) / (${say(std(rewards(facts)))} + 0.0001) = **${signed(A)}**.`,
        };
      },
    },
    {
      id: 'wrong',
      title: 'All wrong',
      text: `A harder question: the boxes alone count, and a box is called right if it overlaps the true one by at least ${RIGHT_FROM}.`,
      setUp: {
        set: [...GROUP, 'reward_funcs=boxIou'],
        task: { samples: [{ name: 'chicken' }] },
        view: { stage: null },
      },
      recorded: '02-wrong',
      show: ['answers', 'picture'],
      predict: {
        kind: 'choice',
        ask: 'Suppose that none of the eight boxes is right. Will any of these answers be made *more* likely?',
        options: [
          { id: 'no', text: 'No: all of them are wrong' },
          { id: 'yes', text: 'Yes: the least bad ones' },
        ],
        walk: { right: 'yes', wrong: 'no' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const right = rewards(facts).filter((reward) => reward >= RIGHT_FROM).length;
        const praised = rollouts(facts).filter(({ advantage }) => advantage > 0).length;
        return {
          passed: facts.prediction === (praised > 0 ? 'yes' : 'no'),
          says: `The overlaps are ${list(rewards(facts))}: ${say(right)} of ${rollouts(facts).length} are right. Even so ${say(praised)} got an advantage above 0, the best one ${signed(highest(advantages(facts)))}. The yardstick is the group, not the truth: the least bad answer is praised like a good one. That is how learning starts, and how a model can be taught something wrong.`,
        };
      },
    },
    {
      id: 'two',
      title: 'A group of two',
      text: 'The smallest group that can be compared has two answers. Four such groups are asked here.',
      setUp: {
        set: ['num_generations=2', 'generation_batch_size=8', 'beta=0'],
        task: { samples: [{ name: 'owl' }] },
        view: { stage: null },
      },
      recorded: '02-two',
      show: ['answers', 'curve:advantages'],
      predict: {
        kind: 'choice',
        ask: 'Two answers, rewards 0.9 and 0.1. Two others, 0.5 and 0.4. Where is the better one’s advantage larger?',
        options: [
          { id: 'far', text: 'Where the rewards are far apart' },
          { id: 'same', text: 'It is the same in both' },
          { id: 'near', text: 'Where they are close' },
        ],
        walk: { right: 'same', wrong: 'far' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: ({ groups, prediction }) => {
        const better = groups.map((group) => highest(group.rollouts.map(({ advantage }) => advantage)));
        const gaps = groups.map((group) =>
          Math.abs((group.rollouts[0]?.reward ?? 0) - (group.rollouts[1]?.reward ?? 0)),
        );
        const alike = highest(better) - -highest(better.map((value) => -value)) < 0.05;
        return {
          passed: prediction === (alike ? 'same' : 'far'),
          says: `The rewards lay ${list(gaps)} apart, and the better answers got ${list(better)}. With two answers A is always ±${say(bound(2))} (or 0, where they tie): the group knows *which* is better, not by how much.`,
        };
      },
    },
    {
      id: 'change',
      title: 'Your turn: how large a group?',
      text: (facts) =>
        `One good answer among G equal ones can get at most (G − 1)/√G: ${[2, 4, 8, 32].map((G) => `${say(bound(G))} with ${G}`).join(', ')}. A larger group sees rare good answers and measures the mean better; each answer costs time.${facts.points.length > 0 ? '' : ' Choose a group of your own.'}`,
      setUp: {
        set: ['num_generations=8', 'generation_batch_size=32', 'beta=0'],
        view: { stage: null },
      },
      recorded: '02-change',
      show: ['answers', 'curve:advantages'],
      act: [
        {
          kind: 'knob',
          name: 'num_generations',
          fits: (value) => value === 4 || value === 16 || value === 32,
          walk: '32',
          say: 'In the settings, make `num_generations` 4, 16 or 32.',
        },
        { kind: 'play', steps: 1, say: 'Press **Play**.' },
      ],
      check: (facts) => {
        const G = rollouts(facts).length;
        const all = facts.groups.flatMap((group) => group.rollouts.map(({ advantage }) => advantage));
        return {
          passed: G > 0 && highest(all) <= bound(G) + 1e-3,
          says: `${facts.groups.length} ${facts.groups.length === 1 ? 'group' : 'groups'} of ${G}: the largest advantage is ${signed(highest(all))}, of at most ${say(bound(G))}; the smallest ${signed(-highest(all.map((value) => -value)))}. The sum over the first group is ${say(Math.round(1e3 * sum(advantages(facts))) / 1e3)}, as always.`,
        };
      },
    },
  ],
};
