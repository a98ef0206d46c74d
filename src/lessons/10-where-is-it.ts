// What: lesson 10: rewards for boxes: what IoU cannot see, what GIoU sees, how sets of boxes are matched, and SATORI's three parts.
import type { RolloutView } from '../training/protocol.ts';
import type { Facts, Lesson, LessonRun } from './lesson.ts';
import { last, late, list, mean, near, say, series } from './numbers.ts';

const EIGHT = ['num_generations=8', 'generation_batch_size=8', 'beta=0'] as const;
/** Both are measured; which of them is paid is the weight. */
const paid = (iou: number, giou: number) =>
  `reward_funcs=[{"block":"boxIou","weight":${iou}},{"block":"boxGiou","weight":${giou}}]`;
/** One small thing on a large picture, which Pocket does not find without looking closer. */
const HIDDEN = { skill: 'zoom', seed: 5, count: 1, difficulty: 1 } as const;
const ONE_LOOK = [...EIGHT, 'max_tool_calling_iterations=0'] as const;
const NOTHING = 1e-6;
const STEPS = 8;

const rollouts = ({ groups }: Pick<Facts, 'groups'>): readonly RolloutView[] => groups[0]?.rollouts ?? [];
const column = (facts: Pick<Facts, 'groups'>, name: string) => rollouts(facts).map(({ rewards }) => rewards[name] ?? 0);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const bestCaption = (facts: Pick<Facts, 'groups'>): string => {
  const [best] = rollouts(facts).toSorted(
    (a, b) => (b.rewards['captionSimilarity'] ?? 0) - (a.rewards['captionSimilarity'] ?? 0),
  );
  return /<caption>(.*?)<\/caption>/s.exec(best?.text ?? '')?.[1] ?? '';
};
const metric = (points: LessonRun['points'], name: string) => series(points, `rewards/${name}/mean`);

export const lesson: Lesson = {
  title: 'Where is it?',
  minutes: 10,
  knows: 'how a box is marked, why a near miss can be worth as little as a far one, and what to do about it.',
  steps: [
    {
      id: 'miss',
      title: 'A near miss',
      text: '*IoU* is the usual mark for a box: the area that the two boxes share, divided by the area that they cover together. A perfect fit has 1. Below, the model is asked about the knife; the white box is the true one. Some of its boxes do not touch it.',
      formula: { stage: '4-rewards', text: 'IoU = |a ∩ b| / |a ∪ b|' },
      setUp: {
        set: [...EIGHT, paid(1, 0)],
        task: { samples: [{ name: 'knife' }] },
        view: { stage: null, panel: null },
      },
      recorded: '10-miss',
      show: ['picture', 'answers'],
      predict: {
        kind: 'choice',
        ask: 'Two boxes do not touch the true one. The first misses it by a finger’s breadth, the second by half the picture. Which has the higher IoU?',
        options: [
          { id: 'near', text: 'The near miss' },
          { id: 'same', text: 'Neither' },
          { id: 'large', text: 'The larger box' },
        ],
        walk: { right: 'same', wrong: 'near' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const missed = rollouts(facts).filter(({ rewards }) => rewards['boxIou'] === 0);
        const giou = missed.map(({ rewards }) => rewards['boxGiou'] ?? 0);
        const told =
          missed.length > 0
            ? `${missed.length} of ${rollouts(facts).length} boxes missed, and each of them got exactly 0.`
            : 'This time every box touched it.';
        const spread =
          giou.length > 1
            ? ` The column \`boxGiou\` marks the same misses with ${say(least(giou))} to ${say(most(giou))}: it can tell them apart.`
            : '';
        return {
          passed: facts.prediction === 'same',
          says: `${told} Without a common area IoU is 0, however near the box is.${spread}`,
        };
      },
    },
    {
      id: 'blind',
      title: 'Eight misses',
      text: 'Now something small on a large picture. Pocket cannot make it out, and guesses. Only the IoU is paid.',
      setUp: { set: [...ONE_LOOK, paid(1, 0)], task: HIDDEN, view: { stage: null } },
      recorded: '10-blind',
      show: ['picture', 'answers', 'stage:8-update'],
      predict: {
        kind: 'choice',
        ask: 'Suppose that all eight boxes miss, some by little and some by a lot. What will the model learn from them?',
        options: [
          { id: 'little', text: 'A little: to go where the near misses are' },
          { id: 'none', text: 'Nothing at all' },
        ],
        walk: { right: 'none', wrong: 'little' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const moved = last(facts.points, 'update_norm');
        const is = Math.abs(moved) < NOTHING ? 'none' : 'little';
        return {
          passed: facts.prediction === is,
          says: `The eight IoU are ${list(column(facts, 'boxIou'))}. Nothing differs, so every advantage is 0, and the update has a length of ${say(moved)}. Meanwhile \`boxGiou\` ranges from ${say(least(column(facts, 'boxGiou')))} to ${say(most(column(facts, 'boxGiou')))}: there *was* something to compare.`,
        };
      },
      keep: 'blind',
    },
    {
      id: 'many',
      title: 'Four hens',
      text: 'Often there is more than one thing to find. Then every box of the answer is paired with a true one, so that the pairs overlap as much as possible (the *Hungarian* method finds the best pairs). The order of the boxes does not matter. The sum of the IoU is divided by the number of boxes or of hens, whichever is larger.',
      formula: { stage: '4-rewards', text: 'reward = max Σ IoU / max(boxes, true boxes)' },
      setUp: {
        set: [...EIGHT, 'max_completion_length=64', 'reward_funcs=boxHungarian'],
        task: { samples: [{ name: 'chicken' }] },
        view: { stage: null },
      },
      recorded: '10-many',
      show: ['picture', 'answers'],
      predict: {
        kind: 'number',
        ask: 'There are four hens. How many boxes will the model draw in each answer, on average?',
        unit: 'boxes',
        min: 0,
        max: 12,
        tolerance: 0.5,
        walk: { right: 2, wrong: 4 },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const counts = rollouts(facts).map(({ boxes }) => boxes.length);
        const all = column(facts, 'boxHungarian');
        return {
          passed: near(mean(counts), facts.prediction, 0.5),
          says: `${say(mean(counts))}. Pocket sees two birds there. Two perfect boxes for four hens would get ${say(2 / 4)}; the best answer got ${say(most(all))}. Drawing more boxes than there are hens does not pay either: each one too many divides the sum further.`,
        };
      },
    },
    {
      id: 'parts',
      title: 'SATORI: caption, box, answer',
      text: 'A right answer may come from a look at the wrong place. SATORI makes the model write three things, one after the other: a caption of the picture, the box of the evidence, and the answer. Each is checked against a truth of its own.',
      setUp: {
        recipe: 'satori_r1',
        set: ['generation_batch_size=8'],
        task: { skill: 'captioned', seed: 1, count: 4 },
        view: { stage: null },
      },
      recorded: '10-parts',
      show: ['answers', 'stage:4-rewards'],
      predict: {
        kind: 'choice',
        ask: 'If all eight answers to a question end with the right word, will there still be something to learn?',
        options: [
          { id: 'no', text: 'No: they are all right' },
          { id: 'yes', text: 'Yes' },
        ],
        walk: { right: 'yes', wrong: 'no' },
      },
      act: [{ kind: 'play', steps: 2, say: 'Press **Play**: two steps with a picture each.' }],
      check: (facts) => {
        const right = column(facts, 'answerAccepted').filter((value) => value === 1).length;
        const [box, caption] = [column(facts, 'boxUnionExact'), column(facts, 'captionSimilarity')];
        const moved = last(facts.points, 'update_norm') > NOTHING;
        return {
          passed: facts.prediction === (moved ? 'yes' : 'no'),
          says: `${right} of ${rollouts(facts).length} answers are right. Their boxes got ${say(least(box))} to ${say(most(box))}, their captions ${say(least(caption))} to ${say(most(caption))}: that is what the advantages are made of now. The caption that got most is “${bestCaption(facts)}”. Look at the picture: is it also the best one? A caption is compared with one true sentence, word by word, and such a reward can be pleased by words that say nothing new.`,
        };
      },
    },
    {
      id: 'change',
      title: 'Your turn: pay for near misses',
      text: ({ runs }) =>
        `Back to the small thing that all eight boxes missed${runs['blind'] ? ` (the update had a length of ${say(last(runs['blind'].points, 'update_norm'))})` : ''}. *GIoU* takes the smallest frame around both boxes and subtracts what is empty in it. The nearer the boxes, the smaller the frame.`,
      formula: { stage: '4-rewards', text: 'GIoU = IoU − (|hull| − |a ∪ b|)/|hull|' },
      setUp: { set: [...ONE_LOOK, paid(1, 0)], task: HIDDEN, view: { stage: null } },
      recorded: '10-change',
      show: ['picture', 'curve:rewards/boxGiou/mean'],
      predict: {
        kind: 'choice',
        ask: `With GIoU paid, the boxes will, after ${STEPS} steps, be …`,
        options: [
          { id: 'nearer', text: 'nearer to the thing' },
          { id: 'same', text: 'where they were' },
        ],
        walk: { right: 'nearer', wrong: 'same' },
      },
      act: [
        {
          kind: 'knob',
          name: 'boxGiou.weight',
          fits: (value) => typeof value === 'number' && value >= 1,
          walk: '1',
          say: 'In the settings, give `boxGiou` a weight of 1.',
        },
        { kind: 'play', steps: STEPS, say: 'Press **Play** and watch the boxes.' },
      ],
      check: ({ points, prediction }) => {
        const giou = metric(points, 'boxGiou');
        const [first, end] = [giou[0] ?? NaN, late(giou)];
        const iou = metric(points, 'boxIou');
        return {
          passed: prediction === (end > first + 0.02 ? 'nearer' : 'same'),
          says: `\`boxGiou\` went from ${say(first)} to ${say(end)} (the mean of the last three steps). \`boxIou\` went from ${say(iou[0] ?? NaN)} to ${say(late(iou))}. A reward that rises all the way teaches from the first step on; one that is 0 until you are there has to wait for luck.`,
        };
      },
    },
  ],
};
