// What: lesson 7: entropy falls while a model gets surer; what that does to the group, what the entropy term and a higher clip change.
import type { Facts, Lesson, LessonRun, Prediction } from './lesson.ts';
import { last, late, mean, percent, say, series } from './numbers.ts';

const OWL = { samples: [{ name: 'owl' }] } as const;
/** Boxes alone, with steps long enough to show in a minute what takes an hour elsewhere. */
const BOXES = [
  'seed=2',
  'num_generations=8',
  'generation_batch_size=8',
  'max_completion_length=28',
  'reward_funcs=boxIou',
  'max_grad_norm=0.3',
] as const;
const LONG = [...BOXES, 'learning_rate=8'] as const;
/** Large, so that it shows in a few steps. */
const BONUS = 1;
const TIGHT = 0.1;
const CLIPPED = [...BOXES, 'learning_rate=4', 'beta=0', 'num_iterations=4', `epsilon=${TIGHT}`] as const;
const HIGH = 0.6;
/** A token whose entropy is lower was no choice: its likeliest form had nearly all of the probability. */
const NO_CHOICE = 0.1;
const STEPS = 8;
const CLIP_STEPS = 3;

type Points = LessonRun['points'];
const entropies = (points: Points) => series(points, 'entropy');
const rewardMean = (points: Points) => mean(series(points, 'reward'));
const tokens = ({ groups }: Pick<Facts, 'groups'>) =>
  groups.flatMap(({ rollouts }) => rollouts.flatMap((one) => one.tokens));
const highClips = (points: Points) => mean(series(points, 'clip_ratio/high_mean'));

/** How far apart two numbers must be to be called different. */
const ways = (now: number, before: number, least: number) =>
  now > before + least ? 'up' : now < before - least ? 'down' : 'same';

const upOrDown = (ask: string, right: string, wrong: string, up: string, same: string, down: string): Prediction => ({
  kind: 'choice',
  ask,
  options: [
    { id: 'up', text: up },
    { id: 'same', text: same },
    { id: 'down', text: down },
  ],
  walk: { right, wrong },
});

export const lesson: Lesson = {
  title: 'Going quiet',
  minutes: 9,
  knows: 'why a model that learns also stops trying new things, and two ways to slow that down.',
  steps: [
    {
      id: 'falls',
      title: 'From many answers to one',
      text: 'An answer is drawn at random, token by token. *Entropy* says how open each draw is: 0 if only one token could come, and the higher the more tokens are still in play. Now the model learns where the owl is.',
      formula: { stage: '3-rollouts', text: 'H = −Σ p·log p' },
      setUp: { set: LONG, task: OWL, view: { stage: null, panel: null } },
      recorded: '07-falls',
      show: ['curve:entropy', 'curve:reward', 'picture'],
      predict: upOrDown(
        `While the reward rises for ${STEPS} steps, the entropy will …`,
        'down',
        'up',
        'rise: it knows more, so it has more to say',
        'stay where it is',
        'fall',
      ),
      act: [{ kind: 'play', steps: STEPS, say: 'Press **Play** and watch the boxes.' }],
      check: ({ points, prediction }) => {
        const all = entropies(points);
        const is = ways(late(all), all[0] ?? NaN, 0.05);
        const spread = series(points, 'reward_std');
        return {
          passed: prediction === is,
          says: `The reward went from ${say(series(points, 'reward')[0] ?? NaN)} to ${say(last(points, 'reward'))}, and the entropy from ${say(all[0] ?? NaN)} to ${say(last(points, 'entropy'))} nats per token. Learning makes good answers likelier, and so all others less likely. The eight boxes become alike: their rewards spread by ${say(spread[0] ?? NaN)} at first and by ${say(last(points, 'reward_std'))} at the end. That is what we wanted, and it is also a danger: what is never tried is never learned.`,
        };
      },
      keep: 'plain',
    },
    {
      id: 'where',
      title: 'Where is it still open?',
      text: 'The mean over all tokens hides where the choices are.',
      show: ['shade', 'answers'],
      act: [
        { kind: 'open', what: 'shade:entropy', say: 'Above the answers, shade the tokens by *entropy*.' },
        { kind: 'rollout', say: 'Open any answer by its number, and find its most open token. Then close it.' },
      ],
      check: (facts) => {
        const all = tokens(facts).map(({ entropy }) => entropy);
        const closed = all.filter((entropy) => entropy < NO_CHOICE).length / all.length;
        const open = tokens(facts).toSorted((a, b) => b.entropy - a.entropy)[0];
        return {
          passed: all.length > 0,
          says: `${percent(closed)} of the tokens were hardly a choice: below ${say(NO_CHOICE)} nats. The most open one, \`${open?.text.trim() ?? ''}\`, had ${say(open?.entropy ?? NaN)}. Most of an answer is grammar; it is decided in a few places, here in the numbers of the box.`,
        };
      },
    },
    {
      id: 'bonus',
      title: 'Paid for being open',
      text: ({ runs }) =>
        `The plainest remedy is to pay for entropy: subtract a bonus from the loss. The same run again, with \`entropy_coef\` at ${say(BONUS)}${runs['plain'] ? ` instead of ${say(runs['plain'].config.auxiliaryLoss.entropy_coef)}` : ''}.`,
      formula: { stage: '6-loss', text: 'L = L_policy + β·KL − entropy_coef·H' },
      setUp: { set: [...LONG, `entropy_coef=${BONUS}`], view: { stage: null, shade: 'advantage' } },
      recorded: '07-bonus',
      show: ['curve:entropy', 'curve:reward'],
      predict: upOrDown(
        'Compared with the run before, the entropy at the end will be …',
        'up',
        'same',
        'higher',
        'about the same',
        'lower',
      ),
      act: [{ kind: 'play', steps: STEPS, say: 'Press **Play**.' }],
      check: ({ points, runs, prediction }) => {
        const before = runs['plain']?.points ?? [];
        const is = ways(late(entropies(points)), late(entropies(before)), 0.02);
        return {
          passed: prediction === is,
          says: `Over its last three steps it was ${say(late(entropies(points)))}, before ${say(late(entropies(before)))}. The price: over the same three steps the reward was ${say(late(series(points, 'reward')))}, before ${say(late(series(before, 'reward')))}. The bonus does not know which choices are worth keeping open. It pays for every one, good or bad, so it has to be small. This one was large, to make it show; more of it, and the model is paid for babble.`,
        };
      },
    },
    {
      id: 'tight',
      title: 'A ceiling for the unlikely',
      text: ({ config }) =>
        `DAPO’s remedy is in the clip. Each batch is now used for ${config.loss.num_iterations} updates, and the clip stops a token whose ratio ρ has grown to 1 + ${say(config.loss.epsilon)}. To a likely token that is no bound at all: it cannot grow much anyway. A token with a probability of 1 % may only grow to ${say(1 + config.loss.epsilon)} %; it bumps against the ceiling.`,
      formula: { stage: '6-loss', text: 'L = −min(ρ·A, clip(ρ, 1 − ε, 1 + ε_high)·A)' },
      setUp: { set: [...CLIPPED, `epsilon_high=${TIGHT}`], view: { stage: null } },
      recorded: '07-tight',
      show: ['curve:clip_ratio/high_mean', 'curve:entropy'],
      predict: {
        kind: 'number',
        ask: 'What share of the tokens will bump against the ceiling, on average?',
        unit: '% of the tokens',
        min: 0,
        max: 100,
        tolerance: 5,
        walk: { right: 5, wrong: 60 },
      },
      act: [{ kind: 'play', steps: CLIP_STEPS, say: 'Press **Play**.' }],
      check: ({ points, prediction }) => {
        const share = 100 * highClips(points);
        return {
          passed: typeof prediction === 'number' && Math.abs(share - prediction) <= 5,
          says: `${say(share)} %. It sounds like little, but most tokens are grammar, which nothing moves; these are among the few that decide.`,
        };
      },
      keep: 'tight',
    },
    {
      id: 'change',
      title: 'Your turn: raise the ceiling',
      text: ({ runs }) =>
        `*Clip-higher* raises the ceiling and leaves the floor. With a ceiling of 1 + ${say(runs['tight']?.config.loss.epsilon_high ?? TIGHT)}, the mean reward of ${CLIP_STEPS} steps was ${say(rewardMean(runs['tight']?.points ?? []))}.`,
      setUp: { set: [...CLIPPED, `epsilon_high=${TIGHT}`], view: { stage: null } },
      recorded: '07-change',
      show: ['curve:clip_ratio/high_mean', 'curve:reward', 'curve:entropy'],
      predict: upOrDown(
        'With a much higher ceiling, the reward of the same steps will be …',
        'up',
        'down',
        'higher',
        'the same',
        'lower',
      ),
      act: [
        {
          kind: 'knob',
          name: 'epsilon_high',
          fits: (value) => typeof value === 'number' && value >= HIGH,
          walk: String(HIGH),
          say: `In the settings, make \`epsilon_high\` ${HIGH}.`,
        },
        { kind: 'play', steps: CLIP_STEPS, say: 'Press **Play**.' },
      ],
      check: ({ points, runs, prediction }) => {
        const before = runs['tight']?.points ?? [];
        const is = ways(rewardMean(points), rewardMean(before), 0.005);
        const [now, then] = [last(points, 'entropy'), last(before, 'entropy')];
        const quiet =
          now < then
            ? 'DAPO reports that it keeps the entropy up in long runs. Here the entropy fell *further*: what was unlikely and good became likely at once, and so the model was sure of it sooner. Three steps are no proof of either; look at your own curve.'
            : 'The entropy stayed higher, as DAPO reports from long runs.';
        return {
          passed: prediction === is,
          says: `It was ${say(rewardMean(points))}, before ${say(rewardMean(before))}, and ${say(100 * highClips(points))} % of the tokens met the ceiling, before ${say(100 * highClips(before))} %. The last entropy is ${say(now)}, before ${say(then)}. ${quiet}`,
        };
      },
    },
  ],
};
