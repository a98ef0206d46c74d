// What: lesson 9: which tokens of an answer depend on the picture, and VPPO, which teaches those alone.
import type { RolloutView } from '../training/protocol.ts';
import type { Facts, Lesson, LessonRun } from './lesson.ts';
import { last, mean, near, percent, say, sum } from './numbers.ts';

/** One step shows it; questions that are never answered right are kept, too. */
const VPPO = ['num_generations=8', 'generation_batch_size=8', 'data_rules=[]'] as const;
const MACAW = { samples: [{ name: 'scarlet macaw' }] } as const;
const DIVERGENCE = 'masked/divergence';
const USUAL = 0.4;
const FEW = 0.1;

const rollouts = ({ groups }: Pick<Facts, 'groups'>): readonly RolloutView[] => groups[0]?.rollouts ?? [];
const divergenceOf = ({ signals }: RolloutView) => Array.from(signals?.[DIVERGENCE] ?? []);

/** Sum of the divergences between two tags, as a mean over the answers that have both. */
function between(facts: Pick<Facts, 'groups'>, tag: string): number {
  const sums = rollouts(facts).flatMap((rollout) => {
    const texts = rollout.tokens.map(({ text }) => text.trim());
    const [from, to] = [texts.indexOf(`<${tag}>`), texts.indexOf(`</${tag}>`)];
    return from < 0 || to < 0 ? [] : [sum(divergenceOf(rollout).slice(from + 1, to))];
  });
  return mean(sums);
}

/** The token that depends most on the picture, with its number. */
function most(facts: Pick<Facts, 'groups'>): { readonly text: string; readonly value: number } {
  const all = rollouts(facts).flatMap((rollout) =>
    divergenceOf(rollout).map((value, i) => ({ text: rollout.tokens[i]?.text.trim() ?? '', value })),
  );
  return all.toSorted((a, b) => b.value - a.value)[0] ?? { text: '', value: NaN };
}

/** Of all that the tokens of the step owe to the picture, the share that the taught ones have. */
const covered = (points: LessonRun['points']) =>
  (last(points, 'topShare/kept') * last(points, 'topShare/mean_kept')) / last(points, 'topShare/mean');

/** Less than this is what rounding leaves. Units: nats. */
const NOTHING = 0.005;

export const lesson: Lesson = {
  title: 'Which words look',
  minutes: 7,
  knows: 'that few words of an answer look at the picture, which ones they are, and how to teach those alone.',
  steps: [
    {
      id: 'twice',
      title: 'The same word, twice',
      text: 'A red parrot, and the question *what colour is the bird?* The model first thinks aloud, then draws a box, then answers. So it writes the colour twice: in its thought and in its answer.\n\nAfterwards half of the picture is blackened, and each token is looked at again: how much less likely would it have been? The larger that number, the more the token owes to the picture.',
      setUp: { recipe: 'vppo', set: VPPO, task: MACAW, view: { stage: null, panel: null } },
      recorded: '09-twice',
      recordedSignals: [DIVERGENCE],
      show: ['picture', 'answers'],
      predict: {
        kind: 'choice',
        ask: 'Which of the two colour words looks at the picture?',
        options: [
          { id: 'first', text: 'The one in the thought' },
          { id: 'second', text: 'The one in the answer' },
          { id: 'both', text: 'Both, about equally' },
        ],
        walk: { right: 'first', wrong: 'both' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const [think, answer] = [between(facts, 'think'), between(facts, 'answer')];
        const good = rollouts(facts).filter(({ reward }) => reward > 0).length;
        const is = think > 2 * answer ? 'first' : answer > 2 * think ? 'second' : 'both';
        return {
          passed: facts.prediction === is,
          says: `Between the tags of the thought, the tokens have ${say(think)} nats in all, in the answer ${answer < NOTHING ? 'next to nothing' : say(answer)}. Once the thought says a colour, the answer only repeats it: for that it needs no picture. (${say(good)} of the ${rollouts(facts).length} answers name the true colour.${good === 0 ? ' Looking is not yet seeing.' : ''})`,
        };
      },
    },
    {
      id: 'shade',
      title: 'See it in the text',
      text: 'The tokens can be shaded by that number.',
      show: ['shade', 'answers'],
      act: [
        {
          kind: 'open',
          what: `shade:signal:${DIVERGENCE}`,
          say: `Above the answers, shade the tokens by \`${DIVERGENCE}\`.`,
        },
        { kind: 'rollout', say: 'Open an answer by its number, and look for its darkest tokens. Then close it.' },
      ],
      check: (facts) => {
        const { text, value } = most(facts);
        return {
          passed: true,
          says: `The largest of all is the token \`${text}\` with ${say(value)} nats. The box has ${say(between(facts, 'box'))} in all: numbers cannot be guessed from the words before them. Tags and little words have next to nothing.`,
        };
      },
    },
    {
      id: 'share',
      title: 'Teach those alone',
      text: ({ config }) => {
        const use = config.tokenWeight.token_weights.find(({ as, block }) => (as ?? block) === 'topShare');
        return `The reward belongs to the whole answer, and GRPO gives every token the same share of praise or blame, the tags as well. VPPO teaches only the tokens with the largest numbers: ${percent(Number(use?.['share'] ?? USUAL))} of each answer.`;
      },
      setUp: { recipe: 'vppo', set: VPPO, view: { stage: null, shade: 'weight' } },
      recorded: '09-share',
      recordedSignals: ['weight'],
      show: ['answers', 'watch'],
      predict: {
        kind: 'number',
        ask: 'Add up what all tokens owe to the picture. How much of that sum do the taught tokens have?',
        unit: '%',
        min: 0,
        max: 100,
        tolerance: 10,
        walk: { right: 98, wrong: 40 },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**. Tokens that are taught are shaded.' }],
      check: ({ points, prediction }) => {
        const share = 100 * covered(points);
        return {
          passed: near(share, prediction, 10),
          says: `${say(share)} %. A taught token owes ${say(last(points, 'topShare/mean_kept'))} nats to the picture on average, one of all tokens ${say(last(points, 'topShare/mean'))}. Leaving the others out costs next to nothing.`,
        };
      },
      keep: 'usual',
    },
    {
      id: 'change',
      title: 'Your turn: fewer still',
      text: ({ runs }) =>
        `With ${percent(last(runs['usual']?.points ?? [], 'topShare/kept'))} of the tokens taught, nearly nothing was left out: they had ${percent(covered(runs['usual']?.points ?? []))} of the sum. How few are enough?`,
      setUp: { recipe: 'vppo', set: VPPO, view: { stage: null, shade: 'weight' } },
      recorded: '09-change',
      recordedSignals: ['weight'],
      show: ['answers', 'watch'],
      predict: {
        kind: 'choice',
        ask: 'With a quarter as many tokens, they will have …',
        options: [
          { id: 'quarter', text: 'about a quarter of the sum' },
          { id: 'half', text: 'more than half of it' },
        ],
        walk: { right: 'half', wrong: 'quarter' },
      },
      act: [
        {
          kind: 'knob',
          name: 'topShare.share',
          fits: (value) => typeof value === 'number' && value > 0 && value <= FEW,
          walk: String(FEW),
          say: `In the settings, make \`topShare.share\` ${FEW}.`,
        },
        { kind: 'play', steps: 1, say: 'Press **Play**.' },
      ],
      check: ({ points, runs, prediction }) => {
        const share = covered(points);
        return {
          passed: prediction === (share > 0.5 ? 'half' : 'quarter'),
          says: `${percent(last(points, 'topShare/kept'))} of the tokens have ${percent(share)} of the sum; before, ${percent(last(runs['usual']?.points ?? [], 'topShare/kept'))} had ${percent(covered(runs['usual']?.points ?? []))}. An answer looks at the picture in very few places. Whether it learns *better* if only these are taught is another question: the paper finds so for large models, and our own runs with Pocket do not show it.`,
        };
      },
    },
  ],
};
