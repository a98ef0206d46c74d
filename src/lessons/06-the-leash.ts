// What: lesson 6: the KL to the model that training began with: what it measures, a run that goes astray without it, and one that is held.
import type { Facts, Lesson, LessonRun } from './lesson.ts';
import { last, near, percent, say, series } from './numbers.ts';

/** The boxes alone are paid; the form is measured, and pays nothing. */
const BOXES = [
  'num_generations=8',
  'generation_batch_size=8',
  'max_completion_length=28',
  'reward_funcs=[{"block":"boxIou"},{"block":"format","weight":0}]',
] as const;
/** Steps that are much too long. */
const PUSHED = [...BOXES, 'learning_rate=8', 'max_grad_norm=0.3'] as const;
/** Too weak to hold anything; at 0 itself the page would not measure the distance. */
const NONE = 'beta=0.000001';
const USUAL_BETA = 0.04;
const USUAL_RATE = 3;
const STEPS = 7;
/** Of the answers that keep their form in the last step, and of the overlap: below this a run is called broken. */
const BROKEN = 0.2;

type Points = LessonRun['points'];
const overlap = (points: Points) => last(points, 'rewards/boxIou/mean');
const form = (points: Points) => last(points, 'rewards/format/mean');
const isBroken = (points: Points) => overlap(points) < BROKEN;
const farthest = (points: Points) => series(points, 'kl').reduce((most, kl) => Math.max(most, kl), 0);
const best = (points: Points) => series(points, 'rewards/boxIou/mean').reduce((most, iou) => Math.max(most, iou), 0);
const firstText = ({ groups }: Pick<Facts, 'groups'>) => groups[0]?.rollouts[0]?.text.trim() ?? '';
const endsBroken = (drawn: unknown) => Array.isArray(drawn) && (drawn.at(-1) as number) < BROKEN;

export const lesson: Lesson = {
  title: 'The leash',
  minutes: 8,
  knows: 'what the KL term measures, what it holds back, and what else keeps a run from breaking.',
  steps: [
    {
      id: 'distance',
      title: 'How far from home?',
      text: 'Training begins with a model that can already talk. The *KL* measures how far the model has moved from it: for each token of an answer, it compares the probability now with the probability under the first model. The loss adds β times this distance. Far from home costs something; that is the leash.',
      formula: { stage: '6-loss', text: 'L = L_policy + β·KL; KL = π_ref/π − ln(π_ref/π) − 1' },
      setUp: {
        set: [...PUSHED, `beta=${USUAL_BETA}`],
        task: { samples: [{ name: 'owl' }] },
        view: { stage: null, panel: null },
      },
      recorded: '06-distance',
      show: ['curve:kl', 'stage:6-loss'],
      predict: {
        kind: 'number',
        ask: 'In the first step, before any update: what is the KL?',
        unit: 'nats',
        min: 0,
        max: 10,
        tolerance: 0.001,
        walk: { right: 0, wrong: 1 },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**: one step, then the run holds.' }],
      check: ({ points, prediction }) => {
        const kl = last(points, 'kl');
        return {
          passed: near(kl, prediction, 0.001),
          says: `It is ${say(kl)}: nothing but rounding. The model *is* still the first model, so every token is as likely under the one as under the other, and the leash does not pull.`,
        };
      },
    },
    {
      id: 'off',
      title: 'Without the leash',
      text: `Now the leash is off: β is so small that it holds nothing. Two more things are different from the usual run. Only the boxes are paid, not the form of the answer. And the steps are too long, which happens to everybody once.`,
      setUp: { set: [...PUSHED, NONE], view: { stage: null } },
      recorded: '06-off',
      show: ['curve:reward', 'answers', 'button:play'],
      predict: {
        kind: 'curve',
        ask: `Draw what the reward will do in ${STEPS} steps. (It is the mean overlap of the boxes with the bird; 1 is a perfect fit.)`,
        metric: 'reward',
        unit: '',
        min: 0,
        max: 1,
        points: STEPS,
        walk: { right: [0.4, 0.6, 0.7, 0.6, 0.3, 0, 0], wrong: [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.9] },
      },
      act: [{ kind: 'play', steps: STEPS, say: 'Press **Play** and watch the answers.' }],
      check: (facts) => {
        const { points, prediction } = facts;
        const broke = isBroken(points);
        const told = broke
          ? `It rose to ${say(best(points))}, and then the run broke: the reward of step ${points.length} is ${say(overlap(points))}, and ${form(points) === 0 ? 'none' : percent(form(points))} of the answers keep their form.`
          : `It did not break this time: the reward of step ${points.length} is ${say(overlap(points))}. (Another machine rounds differently, and a run on the edge may fall to either side.)`;
        return {
          passed: endsBroken(prediction) === broke,
          says: `${told} The model went as far as ${say(farthest(points))} nats per token from home.`,
        };
      },
      keep: 'off',
    },
    {
      id: 'look',
      title: 'What is left of it',
      text: (facts) =>
        `The first answer of the last step begins with \`${firstText(facts).split(' ').slice(0, 6).join(' ')}\`. An answer without a box gets 0. Once all eight get 0, every advantage is 0: there is nothing left to learn from, and the run does not come back by itself.`,
      show: ['answers'],
      act: [{ kind: 'rollout', say: 'Press the number of any answer and look at its tokens. Then close it.' }],
    },
    {
      id: 'on',
      title: 'With the leash',
      text: `The same photograph, the same random numbers, the same long steps. Only β is different: it is ${USUAL_BETA} again, as in the paper that introduced GRPO.`,
      setUp: { set: [...PUSHED, `beta=${USUAL_BETA}`], view: { stage: null } },
      recorded: '06-on',
      show: ['curve:kl', 'curve:reward'],
      predict: {
        kind: 'choice',
        ask: 'What will the leash do?',
        options: [
          { id: 'holds', text: 'The run holds, and the boxes get better' },
          { id: 'still', text: 'It holds, but the model cannot learn any more' },
          { id: 'breaks', text: 'The run breaks as before' },
        ],
        walk: { right: 'holds', wrong: 'breaks' },
      },
      act: [{ kind: 'play', steps: STEPS, say: 'Press **Play**.' }],
      check: ({ points, runs, prediction }) => {
        const first = series(points, 'rewards/boxIou/mean')[0] ?? NaN;
        const is = isBroken(points) ? 'breaks' : overlap(points) > first ? 'holds' : 'still';
        const off = runs['off']?.points ?? [];
        return {
          passed: prediction === is,
          says: `The overlap went from ${say(first)} to ${say(overlap(points))} (without the leash: ${say(overlap(off))}). Never was it more than ${say(farthest(points))} nats from home (without: ${say(farthest(off))}). The KL is tiny as long as the model stays near, and grows steeply when it leaves: it does not stop the learning, it stops the leap.`,
        };
      },
      keep: 'on',
    },
    {
      id: 'change',
      title: 'Your turn: shorter steps',
      text: ({ runs }) =>
        `A leash costs time and memory: the first model has to read every answer, too. Many newer recipes leave it out. So here is the run that broke, once more without it${runs['off'] ? ` (it ended with an overlap of ${say(overlap(runs['off'].points))})` : ''}. This time, shorten the steps.`,
      setUp: { set: [...PUSHED, NONE], view: { stage: null } },
      recorded: '06-change',
      show: ['curve:reward', 'curve:kl'],
      predict: {
        kind: 'choice',
        ask: `With a learning rate of ${USUAL_RATE}, and no leash …`,
        options: [
          { id: 'holds', text: 'the run holds' },
          { id: 'breaks', text: 'it breaks all the same, only later' },
        ],
        walk: { right: 'holds', wrong: 'breaks' },
      },
      act: [
        {
          kind: 'knob',
          name: 'learning_rate',
          fits: (value) => typeof value === 'number' && value > 0 && value <= USUAL_RATE,
          walk: String(USUAL_RATE),
          say: `In the settings, make \`learning_rate\` ${USUAL_RATE}.`,
        },
        { kind: 'play', steps: STEPS, say: 'Press **Play**.' },
      ],
      check: ({ points, runs, config, prediction }) => {
        const off = runs['off'];
        return {
          passed: prediction === (isBroken(points) ? 'breaks' : 'holds'),
          says: `With a rate of ${say(config.optimizer.learning_rate)} the overlap after ${points.length} steps is ${say(overlap(points))}, and the farthest that the model got from home is ${say(farthest(points))} nats; with ${say(off?.config.optimizer.learning_rate ?? NaN)} it was ${say(farthest(off?.points ?? []))}. Short steps, or a leash: either can hold a run. What you cannot have is long steps and nothing that holds.`,
        };
      },
    },
  ],
};
