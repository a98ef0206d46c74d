// What: lesson 5: with one update per batch the loss is 0 while the model learns; with several the ratio leaves 1, and clips differ.
import type { Facts, Lesson, LessonRun } from './lesson.ts';
import { last, late, list, mean, near, percent, say, series, sum } from './numbers.ts';

const ONE = ['num_generations=8', 'generation_batch_size=8', 'beta=0'] as const;
const TWO = [...ONE, 'num_iterations=2'] as const;
/** The recipes have four shorter updates: here half as many, twice as long. */
const OTHERS = ['num_generations=8', 'generation_batch_size=8', 'num_iterations=2', 'learning_rate=1.5'] as const;
const OWL = { samples: [{ name: 'owl' }] } as const;
/** A tenth of the usual clip. */
const TIGHT = 0.02;
/** What rounding of float32 leaves of a sum that is 0. */
const ZERO = 1e-4;

const clipped = (points: LessonRun['points']) => mean(series(points, 'clip_ratio/region_mean'));
const advantages = ({ groups }: Pick<Facts, 'groups'>) => groups[0]?.rollouts.map(({ advantage }) => advantage) ?? [];

export const lesson: Lesson = {
  title: 'Why the loss is 0',
  minutes: 9,
  knows:
    'why a loss of 0 is no fault, what ratio and clip do when a batch is used more than once, and how CISPO and GSPO differ there.',
  steps: [
    {
      id: 'zero',
      title: 'A loss of nothing',
      text: 'The loss of GRPO, without its KL term, is the mean of −ρ·A over the tokens of the answers. ρ is the ratio of two probabilities of a token: under the model now, and under the model that drew it.',
      setUp: { set: ONE, task: OWL, view: { stage: null, panel: null } },
      recorded: '05-zero',
      show: ['stage:6-loss', 'stage:8-update'],
      predict: {
        kind: 'number',
        ask: 'The first step: what will the loss be?',
        unit: '',
        min: -10,
        max: 10,
        tolerance: 0.001,
        walk: { right: 0, wrong: 1 },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const { points, prediction } = facts;
        const loss = last(points, 'loss');
        return {
          passed: near(loss, prediction, 0.001),
          says: `It is ${say(loss)}, which is 0 but for rounding. The model that drew the answers *is* the model now, so ρ = 1 for every token; what is left is minus the mean of the advantages, ${list(advantages(facts))}, whose sum is ${say(Math.abs(sum(advantages(facts))) < ZERO ? 0 : sum(advantages(facts)))}.`,
        };
      },
    },
    {
      id: 'learns',
      title: 'And does it learn?',
      text: ({ history }) =>
        `The loss was 0, and still the gradient had a length of ${say(last(history, 'grad_norm'))}. A loss of 0 says where the function is, not how steep it is: raising a good answer and lowering a bad one cancel in the value, not in the slope.`,
      show: ['curve:reward', 'curve:loss'],
      predict: {
        kind: 'choice',
        ask: 'Three more steps with a loss of 0. The mean reward will …',
        options: [
          { id: 'rise', text: 'rise' },
          { id: 'flat', text: 'stay: without a loss nothing is learned' },
        ],
        walk: { right: 'rise', wrong: 'flat' },
      },
      act: [{ kind: 'play', steps: 3, say: 'Press **Play**.' }],
      check: ({ history, points, prediction }) => {
        const [first = NaN, ...others] = series(history, 'reward');
        const end = late(others);
        const largest = series(points, 'loss').reduce((most, loss) => Math.max(most, Math.abs(loss)), 0);
        return {
          passed: prediction === (end > first ? 'rise' : 'flat'),
          says: `The reward was ${say(first)} in the first step and ${say(end)} on average over the last three, while the loss never left 0 by more than ${say(largest)}. Watch the reward, not the loss.`,
        };
      },
      keep: 'one',
    },
    {
      id: 'two',
      title: 'Two updates on the same answers',
      text: 'Answers are expensive, so a batch may be used several times: `num_iterations` is 2 now. In the second update the model is no longer the one that drew the answers, and ρ leaves 1.',
      setUp: { set: TWO, view: { stage: null } },
      recorded: '05-two',
      show: ['curve:loss', 'curve:clip_ratio/region_mean'],
      predict: {
        kind: 'choice',
        ask: 'The loss of a step, averaged over its two updates, will be …',
        options: [
          { id: 'zero', text: '0 as before' },
          { id: 'below', text: 'below 0' },
          { id: 'above', text: 'above 0' },
        ],
        walk: { right: 'below', wrong: 'zero' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**. The step has two updates.' }],
      check: ({ points, config, prediction }) => {
        const loss = mean(series(points, 'loss'));
        const is = Math.abs(loss) < ZERO ? 'zero' : loss < 0 ? 'below' : 'above';
        return {
          passed: prediction === is,
          says: `It is ${say(loss)}. Each update makes good answers of *this batch* likelier (ρ above 1 where A is above 0) and bad ones less likely, so the mean of −ρ·A falls below 0: it measures how far the model went on these very answers. The clip holds it back: ${percent(clipped(points))} of the tokens were beyond 1 ± ${say(config.loss.epsilon)} and had no say any more.`,
        };
      },
      keep: 'two',
    },
    {
      id: 'cispo',
      title: 'CISPO: capped, not silenced',
      text: ({ runs }) =>
        `In GRPO a clipped token gives no gradient at all: ${percent(clipped(runs['two']?.points ?? []))} of the tokens above. CISPO caps the *weight* of a token instead, at a high bound, and every token keeps its say.`,
      setUp: { recipe: 'cispo', set: OTHERS, view: { stage: null } },
      recorded: '05-cispo',
      show: ['curve:cispo_clip_ratio'],
      predict: {
        kind: 'choice',
        ask: 'How many of the weights will reach that bound in this step?',
        options: [
          { id: 'none', text: 'Next to none' },
          { id: 'half', text: 'About half of them' },
          { id: 'all', text: 'Nearly all' },
        ],
        walk: { right: 'none', wrong: 'half' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: ({ points, config, prediction }) => {
        const share = mean(series(points, 'cispo_clip_ratio'));
        const is = share < 0.25 ? 'none' : share < 0.75 ? 'half' : 'all';
        return {
          passed: prediction === is,
          says: `${percent(share)} of them: the bound is 1 + ${say(config.loss.epsilon_high ?? config.loss.epsilon)}, and one update does not make a token that much likelier. CISPO is for batches that are used many times.`,
        };
      },
    },
    {
      id: 'gspo',
      title: 'GSPO: one ratio for the whole answer',
      text: 'The reward is for the whole answer; why should each token have a ratio of its own? GSPO takes one for the answer: the geometric mean of its tokens’ ratios. Such a mean stays close to 1, so its clip is narrow.',
      setUp: { recipe: 'gspo', set: OTHERS, view: { stage: null } },
      recorded: '05-gspo',
      show: ['curve:clip_ratio/region_mean'],
      predict: {
        kind: 'choice',
        ask: 'Its band is a few ten-thousandths wide. What share of the answers will be clipped, as an average over the two updates?',
        options: [
          { id: 'few', text: 'Less than a tenth' },
          { id: 'many', text: 'More than a tenth' },
        ],
        walk: { right: 'many', wrong: 'few' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: ({ points, config, runs, prediction }) => {
        const share = clipped(points);
        return {
          passed: prediction === (share > 0.1 ? 'many' : 'few'),
          says: `${percent(share)} of the answers lay outside of 1 − ${say(config.loss.epsilon)} … 1 + ${say(config.loss.epsilon_high ?? config.loss.epsilon)}; with GRPO it was ${percent(clipped(runs['two']?.points ?? []))} of the tokens. The GSPO paper finds the same, and that it learns better all the same: what is left is less noisy.`,
        };
      },
    },
    {
      id: 'change',
      title: 'Your turn: a tighter clip',
      text: ({ runs }) =>
        `Back to GRPO with two updates. With \`epsilon\` = ${say(runs['two']?.config.loss.epsilon ?? 0.2)}, ${percent(clipped(runs['two']?.points ?? []))} of the tokens were clipped.`,
      setUp: { set: TWO, view: { stage: null } },
      recorded: '05-change',
      show: ['curve:clip_ratio/region_mean'],
      predict: {
        kind: 'choice',
        ask: 'With a clip ten times as tight …',
        options: [
          { id: 'more', text: 'more tokens are clipped' },
          { id: 'same', text: 'as many as before' },
          { id: 'fewer', text: 'fewer are clipped' },
        ],
        walk: { right: 'more', wrong: 'fewer' },
      },
      act: [
        {
          kind: 'knob',
          name: 'epsilon',
          fits: (value) => typeof value === 'number' && value <= TIGHT,
          walk: String(TIGHT),
          say: `In the settings, make \`epsilon\` ${TIGHT}.`,
        },
        { kind: 'play', steps: 1, say: 'Press **Play**.' },
      ],
      check: ({ points, runs, config, prediction }) => {
        const [before, now] = [clipped(runs['two']?.points ?? []), clipped(points)];
        const is = now > before + 0.01 ? 'more' : now < before - 0.01 ? 'fewer' : 'same';
        return {
          passed: prediction === is,
          says: `With \`epsilon\` = ${say(config.loss.epsilon)}, ${percent(now)} of the tokens were clipped, before ${percent(before)}. The loss is ${say(mean(series(points, 'loss')))}, before ${say(mean(series(runs['two']?.points ?? [], 'loss')))}: the second update had less to do.`,
        };
      },
    },
  ],
};
