// What: lesson 4: a reward of the learner's own that pays for less than was meant, what the model makes of it, how it could have been seen
// before, and its repair.
import type { RolloutView } from '../training/protocol.ts';
import type { Facts, Lesson, LessonRun, OwnReward } from './lesson.ts';
import { mean, near, percent, say, series } from './numbers.ts';

type Box = RolloutView['boxes'][number];

/** `overlap` has weight 0: it teaches nothing, and tells what was meant. */
const SET = [
  'num_generations=8',
  'generation_batch_size=8',
  'beta=0',
  'reward_funcs=[{"block":"boxIou"},{"block":"boxUnionIou","as":"overlap","weight":0}]',
] as const;
const STEPS = 12;
/** Steps at the end whose mean is told. */
const LAST = 3;
/** Boxes that grow by less have stayed. */
const GROWN = 1.3;
/** Overlaps that differ by less are called equal. */
const ALIKE = 0.1;

const COVERS = 'return intersectionArea(boxAt(r, i), truthBox(r, j)) / boxArea(truthBox(r, j));';
const OVERLAPS = 'return iou(boxAt(r, i), truthBox(r, j));';
/** The learner's file: the built-in reward with one line of its own. */
const boxReward = (what: string, line: string): OwnReward => ({
  name: 'boxIou',
  wgsl: `// What: ${what}
// Reward: boxIou
// Range: [0, 1]
// Truth: boxes (at most 16)
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/hungarian

override WORKGROUP_SIZE: u32 = 64;

struct BoxIouParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: BoxIouParams;

fn pairScore(r: u32, i: u32, j: u32) -> f32 {
  ${line}
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxIou(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = meanOfBestMatching(r, select(boxCount(r), min(boxCount(r), 1u), truthBoxCount(r) == 1u), truthBoxCount(r));
}
`,
});

/** A box is paid for what it covers, and not charged for what it takes in besides. */
const isCheap = ({ name, wgsl }: OwnReward) =>
  name === 'boxIou' && /intersectionArea\s*\(/.test(wgsl) && !/\b(iou|giou)\s*\(/.test(wgsl);

const inside = (value: number) => Math.max(0, Math.min(1, value));
const area = ([x0, y0, x1, y1]: Box) => (inside(x1) - inside(x0)) * (inside(y1) - inside(y0));
/** Mean share of the picture that the first boxes of the answers take up. */
const meanArea = (groups: Facts['groups'] | undefined) =>
  mean((groups ?? []).flatMap(({ rollouts }) => rollouts.flatMap(({ boxes }) => boxes.slice(0, 1).map(area))));

const overlaps = (points: LessonRun['points']) => series(points, 'rewards/overlap/mean');
const atEnd = (values: readonly number[]) => mean(values.slice(-LAST));

function outcome({ points, steps, groups }: Facts) {
  const overlap = overlaps(points);
  const [before, after] = [mean(overlap.slice(0, LAST)), atEnd(overlap)];
  const [small, large] = [meanArea(steps[0]?.groups), meanArea(groups)];
  const is = after > before + ALIKE ? 'fit' : large > GROWN * small ? 'grow' : 'same';
  return { is, before, after, small, large };
}

/** The answer with the largest box. */
const largest = ({ groups }: Facts) =>
  (groups[0]?.rollouts ?? [])
    .filter(({ boxes }) => boxes.length > 0)
    .toSorted((a, b) => area(b.boxes[0]!) - area(a.boxes[0]!))[0];

export const lesson: Lesson = {
  title: 'You get what you pay for',
  minutes: 9,
  knows: 'why a model that earns its reward need not do what you meant, and how to find that out before it does.',
  steps: [
    {
      id: 'wish',
      title: 'A wish in numbers',
      text: `You want boxes that cover the bird. So you pay for just that: the share of the true box that lies inside the answer’s box. All of it covered: 1. Nothing: 0.

A reward is one small file, and this is one line in it. A second column, \`overlap\`, is the usual measure of a good box (IoU: what both boxes share, divided by what they take up together). It has weight 0: you only watch it.`,
      setUp: { set: SET, task: { samples: [{ name: 'owl' }] }, view: { stage: null, panel: null } },
      recorded: '04-wish',
      show: ['panel:editor', 'picture', 'curve:rewards/overlap/mean'],
      predict: {
        kind: 'choice',
        ask: `Where will the boxes be after ${STEPS} steps?`,
        options: [
          { id: 'fit', text: 'Close around the bird' },
          { id: 'grow', text: 'Far larger than the bird' },
          { id: 'same', text: 'About where they are now' },
        ],
        walk: { right: 'grow', wrong: 'fit' },
      },
      act: [
        {
          kind: 'reward',
          fits: (rewards) => rewards.some(isCheap),
          walk: boxReward('the share of the true box that the box covers.', COVERS),
          say: `Open **Rewards**. In \`boxIou\`, replace the line inside \`pairScore\` by \`${COVERS}\` Then press **Use from the next step**.`,
        },
        { kind: 'play', steps: STEPS, say: 'Press **Play** and watch the boxes.' },
      ],
      check: (facts) => {
        const { is, before, after, small, large } = outcome(facts);
        const reward = series(facts.points, 'reward');
        return {
          passed: facts.prediction === is,
          says: `The reward went from ${say(reward[0] ?? NaN)} to **${say(atEnd(reward))}** of 1. The boxes took up ${percent(small)} of the picture and now take up **${percent(large)}**. Their overlap with the bird went from ${say(before)} to **${say(after)}**. A larger box covers more, so larger boxes beat their group, step after step. The model did what you paid for, not what you meant.`,
        };
      },
      keep: 'cheap',
    },
    {
      id: 'see',
      title: 'It could be seen before',
      text: 'The *sandbox* scores answers that no model gave: a perfect one, an empty one, and the tricks that rewards fall for. No training is needed for that.',
      show: ['panel:sandbox'],
      predict: {
        kind: 'number',
        ask: 'What does your reward pay for a box around the whole picture?',
        unit: 'of 1',
        min: 0,
        max: 1,
        tolerance: 0.05,
        walk: { right: 1, wrong: 0.2 },
      },
      act: [
        {
          kind: 'sandbox',
          look: 'wholePicture',
          say: 'Open **Sandbox** and choose *A box around the whole picture*.',
        },
      ],
      check: (facts) => {
        const whole = facts.tried?.find(({ from }) => from === 'wholePicture')?.rewards;
        const perfect = facts.tried?.find(({ from }) => from === 'perfect')?.rewards;
        const big = largest(facts);
        const paid = whole?.['boxIou'] ?? big?.rewards['boxIou'] ?? NaN;
        const found = whole
          ? `It pays **${say(paid)}** for the whole picture, and ${say(perfect?.['boxIou'] ?? NaN)} for a perfect answer: to your reward they look alike. The overlap of the whole picture is ${say(whole['overlap'] ?? NaN)}.`
          : `The largest box of the group takes up ${percent(big ? area(big.boxes[0]!) : NaN)} of the picture, and it pays **${say(paid)}**.`;
        return {
          passed: near(paid, facts.prediction, 0.05),
          says: `${found} Whatever pays as much as the honest answer and is easier to hit, a run will find. The editor tries these answers with every reward that you write, before it is used.`,
        };
      },
    },
    {
      id: 'repair',
      title: 'Your turn: pay for what you mean',
      text: ({ runs }) =>
        `A box has to cost something for what it takes in besides the bird. Then the same picture, the same seed, the same ${STEPS} steps. With your first reward the overlap ended at ${say(atEnd(overlaps(runs['cheap']?.points ?? [])))}.`,
      setUp: { set: SET, ownRewards: true, view: { stage: null, panel: null } },
      recorded: '04-repair',
      show: ['panel:editor', 'curve:rewards/overlap/mean'],
      predict: {
        kind: 'choice',
        ask: 'Where will the overlap end with the repaired reward?',
        options: [
          { id: 'higher', text: 'Higher' },
          { id: 'same', text: 'About there' },
          { id: 'lower', text: 'Lower: a stricter reward teaches less' },
        ],
        walk: { right: 'higher', wrong: 'same' },
      },
      act: [
        {
          kind: 'reward',
          fits: (rewards) => !rewards.some(isCheap),
          walk: boxReward('what both boxes share, divided by what they take up together.', OVERLAPS),
          say: `Repair the line under **Rewards**, for example by \`${OVERLAPS}\` and press **Use from the next step**.`,
        },
        {
          kind: 'sandbox',
          look: 'wholePicture',
          say: 'In the **Sandbox**, see what *A box around the whole picture* gets now.',
        },
        { kind: 'play', steps: STEPS, say: 'Close it and press **Play**.' },
      ],
      check: (facts) => {
        const { points, runs, groups, prediction } = facts;
        const [now, before] = [atEnd(overlaps(points)), atEnd(overlaps(runs['cheap']?.points ?? []))];
        const is = now > before + ALIKE ? 'higher' : now < before - ALIKE ? 'lower' : 'same';
        const whole = facts.tried?.find(({ from }) => from === 'wholePicture')?.rewards['boxIou'];
        const price = whole === undefined ? '' : `The whole picture now gets ${say(whole)}. `;
        return {
          passed: prediction === is,
          says: `${price}The overlap ended at **${say(now)}**, before at ${say(before)}, and the boxes take up ${percent(meanArea(groups))} of the picture. The model, the picture and the seed were the same: only what you paid for has changed.`,
        };
      },
    },
  ],
};
