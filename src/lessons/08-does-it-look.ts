// What: lesson 8: PAPO's second view: what an answer owes to the picture, a term that pays for it, and whether the model looks more for it.
import type { RolloutView } from '../training/protocol.ts';
import type { Facts, Lesson, LessonRun } from './lesson.ts';
import { last, late, list, mean, percent, say, series, sum } from './numbers.ts';

const PAPO = ['num_generations=8', 'generation_batch_size=8'] as const;
const OWL = { samples: [{ name: 'owl' }] } as const;
const MASKED = 'masked/logProb';
const TEN_TIMES = 0.2;
const MUCH = 1;
const STEPS = 4;
const NOTHING = 1e-6;

type Points = LessonRun['points'];
const rollouts = ({ groups }: Pick<Facts, 'groups'>): readonly RolloutView[] => groups[0]?.rollouts ?? [];
const rewards = (facts: Pick<Facts, 'groups'>) => rollouts(facts).map(({ reward }) => reward);
const divergence = (points: Points) => series(points, 'perception/divergence');
const firstMove = (points: Points) => series(points, 'update_norm')[0] ?? NaN;

/** How many nats the tokens between two tags lose in all behind the mask; mean over the answers that have both. */
function lost(facts: Pick<Facts, 'groups'>, tag: string): number {
  const sums = rollouts(facts).flatMap(({ tokens, signals }) => {
    const texts = tokens.map(({ text }) => text.trim());
    const [from, to] = [texts.indexOf(`<${tag}>`), texts.indexOf(`</${tag}>`)];
    const behind = signals?.[MASKED];
    if (!behind || from < 0 || to < 0) return [];
    return [sum(tokens.slice(from + 1, to).map(({ logProb }, i) => logProb - (behind[from + 1 + i] ?? NaN)))];
  });
  return mean(sums);
}

export const lesson: Lesson = {
  title: 'Does it look?',
  minutes: 8,
  knows: 'how to find out whether an answer depends on the picture, and that paying for it is not yet getting it.',
  steps: [
    {
      id: 'mask',
      title: 'Eyes half shut',
      text: 'A model that answers questions about pictures can also guess from the question. PAPO tests it: most of the picture is blackened, and the model is shown *its own answer* again. How likely would it have been now? The difference, in nats, is what the answer owes to the picture.\n\nThe question is *where is the bird?* An answer has three parts: a thought (*the bird is in the middle*), a box, and a word (*bird*).',
      setUp: { recipe: 'papo', set: PAPO, task: OWL, view: { stage: null, panel: null } },
      recorded: '08-mask',
      recordedSignals: [MASKED],
      show: ['watch', 'answers'],
      predict: {
        kind: 'choice',
        ask: 'Which part loses most behind the mask?',
        options: [
          { id: 'think', text: 'The thought' },
          { id: 'box', text: 'The box' },
          { id: 'answer', text: 'The word' },
        ],
        walk: { right: 'box', wrong: 'answer' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const parts = ['think', 'box', 'answer'].map((tag) => ({ tag, value: lost(facts, tag) }));
        const [most] = parts.toSorted((a, b) => b.value - a.value);
        const value = (tag: string) => say(parts.find((part) => part.tag === tag)?.value ?? NaN);
        return {
          passed: facts.prediction === most?.tag,
          says: `The thought loses ${value('think')} nats, the box ${value('box')}, the word ${value('answer')}. The word *bird* stands in the question; it can be said with closed eyes. Four numbers of a box cannot be guessed.`,
        };
      },
    },
    {
      id: 'flat',
      title: 'All right, and still a push',
      text: (facts) =>
        `PAPO also puts that difference into the loss: the larger it is, the better. Two further terms keep the model from cheating, for it could raise the difference by talking nonsense about blackened pictures. The rewards of this step are ${list(rewards(facts))}. Lesson 3 would say: nothing to compare, nothing to learn.`,
      formula: {
        stage: '6-loss',
        text: 'L_perception = −coef·mean(e^x − x − 1); x = log π(token | view) − log π(token)',
      },
      show: ['stage:6-loss', 'stage:8-update'],
      predict: {
        kind: 'choice',
        ask: 'Did the model move in this step?',
        options: [
          { id: 'yes', text: 'Yes' },
          { id: 'no', text: 'No: every advantage is 0' },
        ],
        walk: { right: 'yes', wrong: 'no' },
      },
      act: [{ kind: 'open', what: 'stage:8-update', say: 'Open **stage 8** above and look at its numbers.' }],
      check: ({ history, prediction }) => {
        const moved = firstMove(history);
        return {
          passed: prediction === (Math.abs(moved) > NOTHING ? 'yes' : 'no'),
          says: `The update has a length of ${say(moved)}. ${percent(last(history, 'frac_reward_zero_std'))} of the groups were flat, so none of it comes from a reward. Terms like these pull in every step, whether or not there is anything to compare.`,
        };
      },
      keep: 'usual',
    },
    {
      id: 'ten',
      title: 'Ten times as hard',
      text: `A run here is short, and PAPO’s own weight is small. So pull harder: \`perception.coef\` is now ${TEN_TIMES}, ten times as much. All else is as before.`,
      setUp: { recipe: 'papo', set: [...PAPO, `perception.coef=${TEN_TIMES}`], view: { stage: null } },
      recorded: '08-ten',
      show: ['watch', 'stage:8-update'],
      predict: {
        kind: 'number',
        ask: 'How many times as long will the first update be?',
        unit: 'times',
        min: 0,
        max: 100,
        tolerance: 4,
        walk: { right: 9, wrong: 1 },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: ({ points, runs, prediction }) => {
        const times = firstMove(points) / firstMove(runs['usual']?.points ?? []);
        return {
          passed: typeof prediction === 'number' && Math.abs(times - prediction) <= 4,
          says: `${say(times)} times: ${say(firstMove(points))} after ${say(firstMove(runs['usual']?.points ?? []))}. It is not exactly ten, since the other two terms pull as before.`,
        };
      },
    },
    {
      id: 'change',
      title: 'Your turn: does it help?',
      text: ({ runs }) =>
        `At first the answers owed ${say(divergence(runs['usual']?.points ?? [])[0] ?? NaN)} to the picture (\`perception/divergence\`, a mean over all tokens). Pull as hard as you like, and see whether it rises.`,
      setUp: { recipe: 'papo', set: PAPO, view: { stage: null } },
      recorded: '08-change',
      show: ['watch'],
      predict: {
        kind: 'choice',
        ask: `After ${STEPS} steps with a weight of ${MUCH}, the model will look …`,
        options: [
          { id: 'more', text: 'clearly more' },
          { id: 'not', text: 'not clearly more, or less' },
        ],
        walk: { right: 'not', wrong: 'more' },
      },
      act: [
        {
          kind: 'knob',
          name: 'perception.coef',
          fits: (value) => typeof value === 'number' && value >= MUCH,
          walk: String(MUCH),
          say: `In the settings, make \`perception.coef\` ${MUCH}.`,
        },
        { kind: 'play', steps: STEPS, say: 'Press **Play**.' },
      ],
      check: ({ points, prediction }) => {
        const all = divergence(points);
        const [first, end] = [all[0] ?? NaN, late(all)];
        return {
          passed: prediction === (end > 1.25 * first ? 'more' : 'not'),
          says: `It was ${say(first)} in the first step, and ${say(end)} over the last three. A term in the loss is a wish, and a few steps on one picture need not fulfil it. The paper reports that it does in long runs with large models. Our own comparison with Pocket, with and without the terms, shows no clear difference; its curves stand beside the recipe. So measure: does it look, and does it help?`,
        };
      },
    },
  ],
};
