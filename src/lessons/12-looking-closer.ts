// What: lesson 12: the zoom: what a look is worth (MGPO), what each look adds (IGPO's bars), and paying for looks (DeepEyes).
import type { RolloutView } from '../training/protocol.ts';
import type { Facts, Lesson, LessonRun } from './lesson.ts';
import { last, mean, near, percent, say, series } from './numbers.ts';

const EIGHT = ['num_generations=8', 'generation_batch_size=8'] as const;
/** One question about a small thing on a large picture. */
const question = (seed: number) => ({ skill: 'zoom', seed, count: 1, difficulty: 0.5 });
/** The word is paid; the box is measured, and pays nothing. */
const WORD = 'reward_funcs=[{"block":"boxedAnswer","weight":1,"boxed":0},{"block":"boxIou","weight":0}]';
/** DeepEyes with its bonus at 0; the box is measured here, too. */
const NO_BONUS = `reward_funcs=${JSON.stringify([
  { block: 'answerFolded', weight: 0 },
  { block: 'judgedAnswer', weight: 0.8, form: 0, most_characters: 1000 },
  { block: 'tagBalance', weight: 0.2, form: 0, most_characters: 1000 },
  { block: 'toolBonus', weight: 0, least: 0.5 },
  { block: 'boxIou', weight: 0 },
])}`;
const STEPS = 4;
/** Less than this is what rounding leaves. */
const NOTHING = 1e-6;

type Points = LessonRun['points'];
const rollouts = ({ groups }: Pick<Facts, 'groups'>): readonly RolloutView[] => groups[0]?.rollouts ?? [];
const looked = ({ looks }: RolloutView) => (looks?.length ?? 0) > 0;
const looking = (facts: Pick<Facts, 'groups'>) => rollouts(facts).filter(looked);
const others = (facts: Pick<Facts, 'groups'>) => rollouts(facts).filter((one) => !looked(one));
const asking = (facts: Pick<Facts, 'groups'>) => rollouts(facts).filter(({ text }) => text.includes('<zoom>'));
const guessing = (all: readonly RolloutView[]) => all.filter(({ text }) => text.includes('i guess'));
const rightOf = (all: readonly RolloutView[], column: string) =>
  all.filter(({ rewards }) => (rewards[column] ?? 0) > 0.5).length;
const overlap = (all: readonly RolloutView[]) => mean(all.map(({ rewards }) => rewards['boxIou'] ?? NaN));
const looksOf = (points: Points) => series(points, 'looks/mean');

/** “3 of 4”, and without any “none”. */
const of = (part: number, all: number) => (all === 0 ? 'none (there were none)' : `${say(part)} of ${say(all)}`);
const overlapOf = (all: readonly RolloutView[]) =>
  all.length === 0 ? 'not known (there are none)' : say(overlap(all));

/** What the runs of IGPO's claim gave here, where they are at hand. */
function measured({ evidence }: Facts): string {
  if (!evidence) return '';
  const { on, off, seeds, steps, shown } = evidence;
  return ` And does it teach better? In ${seeds} runs of ${steps} steps here, the answers scored ${say(on)} with these gains and ${say(off)} without (medians): the paper’s claim is ${shown ? '' : '*not* '}shown.`;
}

export const lesson: Lesson = {
  title: 'Looking closer',
  minutes: 8,
  knows: 'what a second look is worth, how to find out, and what happens when looks are paid.',
  steps: [
    {
      id: 'look',
      title: 'May I see that again?',
      text: 'The model sees a picture small and blurred. It may ask for a part of it: `<zoom>`, then four numbers. That part comes back in full sharpness, and the model goes on writing.\n\nHere is a question about a small thing. Nobody makes the model look: it decides for each answer.',
      setUp: {
        recipe: 'mgpo',
        set: [...EIGHT, 'seed=1'],
        task: question(1),
        view: { stage: null, panel: null },
      },
      recorded: '12-look',
      show: ['watch', 'answers', 'picture'],
      predict: {
        kind: 'choice',
        ask: 'Some of the eight answers look closer, some do not. Which of them are right more often?',
        options: [
          { id: 'looked', text: 'Those that look' },
          { id: 'not', text: 'Those that do not' },
          { id: 'same', text: 'No difference' },
        ],
        walk: { right: 'looked', wrong: 'same' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const [yes, no] = [looking(facts), others(facts)];
        const [withLook, without] = [rightOf(yes, 'boxedAnswer'), rightOf(no, 'boxedAnswer')];
        const [a, b] = [withLook / yes.length, without / no.length];
        const is = a > b ? 'looked' : b > a ? 'not' : 'same';
        return {
          // With one kind alone there is nothing to compare.
          passed: yes.length > 0 && no.length > 0 && facts.prediction === is,
          says: `Right with a look: ${of(withLook, yes.length)}. Right without: ${of(without, no.length)}. ${say(guessing(no).length)} of those without a look begin with “i guess”: read them.`,
        };
      },
      keep: 'first',
    },
    {
      id: 'blind',
      title: 'The same, and nothing comes back',
      text: ({ runs }) =>
        `${runs['first'] ? `${say(asking(runs['first']).length)} answers asked for a look. But perhaps` : 'Perhaps'} answers that ask are simply better answers? The test: the same question, the same random numbers, and nothing comes back (\`max_tool_calling_iterations\` is 0). The model asks as before, and has to go on without.`,
      setUp: { recipe: 'mgpo', set: [...EIGHT, 'seed=1', 'max_tool_calling_iterations=0'], view: { stage: null } },
      recorded: '12-blind',
      show: ['answers'],
      predict: {
        kind: 'number',
        ask: 'How many of the eight answers will be right?',
        unit: 'answers',
        min: 0,
        max: 8,
        tolerance: 0.5,
        walk: { right: 0, wrong: 3 },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**, and read the answers that begin with `<zoom>`.' }],
      check: (facts) => {
        const right = rightOf(rollouts(facts), 'boxedAnswer');
        const asked = asking(facts).length;
        return {
          passed: near(right, facts.prediction, 0.5),
          says: `${say(right)}. ${say(asked)} answers asked, and got nothing. ${right === 0 ? 'So it was not the asking that helped, but what came back. ' : ''}This comparison is the one to make with every tool: the same run, with the tool’s reply left out.`,
        };
      },
    },
    {
      id: 'learns',
      title: 'MGPO: pay for the word alone',
      text: 'MGPO gives the look back, and pays 1 for a right word. It pays for no box and for no look, and no one ever tells the model *where* to look. Now it learns.',
      setUp: { recipe: 'mgpo', set: [...EIGHT, 'seed=1'], view: { stage: null } },
      recorded: '12-learns',
      show: ['watch', 'curve:reward'],
      predict: {
        kind: 'number',
        ask: `How many of the eight answers will look closer in step ${STEPS}?`,
        unit: 'answers',
        min: 0,
        max: 8,
        tolerance: 1,
        walk: { right: 8, wrong: 4 },
      },
      act: [{ kind: 'play', steps: STEPS, say: 'Press **Play**.' }],
      check: (facts) => {
        const all = looksOf(facts.points);
        return {
          passed: near(looking(facts).length, facts.prediction, 1),
          says: `${say(looking(facts).length)}. At first there were ${say(all[0] ?? NaN)} looks per answer, and now ${say(last(facts.points, 'looks/mean'))}; ${percent(last(facts.points, 'reward'))} of the answers are right, at first ${percent(series(facts.points, 'reward')[0] ?? NaN)}. The looks were never paid; where they lead to what is paid, they are praised along with it. This is one question, and easily learned.`,
        };
      },
    },
    {
      id: 'bars',
      title: 'IGPO: what did this look add?',
      text: 'One reward at the end says nothing about which look helped. IGPO asks after every look: how likely is the true answer *now*, if the model had to say it at once? The difference is the look’s own reward. Another picture, and the question is for a colour.',
      formula: { stage: '4-rewards', text: 'gain = p_{k+1} − p_k' },
      setUp: { recipe: 'igpo', set: EIGHT, task: question(5), view: { stage: null } },
      recorded: '12-bars',
      recordedSignals: ['gold/gain'],
      evidence: 'igpo',
      show: ['watch', 'answers'],
      predict: {
        kind: 'choice',
        ask: 'Nearly all answers look, and nearly all are right. On average, what does a look do to the probability of the true answer?',
        options: [
          { id: 'up', text: 'It raises it: they are right, after all' },
          { id: 'same', text: 'Hardly anything' },
          { id: 'down', text: 'It lowers it' },
        ],
        walk: { right: 'down', wrong: 'up' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**, and look at the bars under the turns.' }],
      check: (facts) => {
        const gain = last(facts.points, 'gold/gain/mean');
        const is = gain > 0.02 ? 'up' : gain < -0.02 ? 'down' : 'same';
        return {
          passed: facts.prediction === is,
          says: `A look changed it by ${say(gain)} on average, starting from ${say(last(facts.points, 'gold/probability/first'))}. And ${of(rightOf(looking(facts), 'answerF1'), looking(facts).length)} answers with a look are right. ${is === 'down' ? 'How can that be? ' : ''}IGPO puts the true word *directly* behind the look. Pocket never answers like that: it thinks first, then draws a box, then says the word. A measurement like this one depends on the moment at which you measure; with other models the bars may tell you more.${measured(facts)}`,
        };
      },
    },
    {
      id: 'needless',
      title: 'When a guess is enough',
      text: 'Back to MGPO, with a question that gives its answer away: *where is the …?* The word to be said stands in it. The box is measured here, and pays nothing.',
      setUp: { recipe: 'mgpo', set: [...EIGHT, 'seed=3', WORD], task: question(2), view: { stage: null } },
      recorded: '12-needless',
      show: ['watch', 'answers', 'stage:8-update'],
      predict: {
        kind: 'choice',
        ask: 'Will this step teach the model to look?',
        options: [
          { id: 'no', text: 'No: it teaches nothing' },
          { id: 'yes', text: 'Yes: looking is always better' },
        ],
        walk: { right: 'no', wrong: 'yes' },
      },
      act: [{ kind: 'play', steps: 1, say: 'Press **Play**.' }],
      check: (facts) => {
        const moved = last(facts.points, 'update_norm') > NOTHING;
        return {
          passed: facts.prediction === (moved ? 'yes' : 'no'),
          says: `${of(rightOf(rollouts(facts), 'boxedAnswer'), rollouts(facts).length)} answers are right, ${say(looking(facts).length)} of them with a look, and the update has a length of ${say(last(facts.points, 'update_norm'))}. Without a look, the boxes overlap the thing by ${overlapOf(others(facts))}; with a look it is ${overlapOf(looking(facts))}. MGPO does not see that difference, since it pays for the word.`,
        };
      },
      keep: 'needless',
    },
    {
      id: 'change',
      title: 'Your turn: DeepEyes pays for looks',
      text: 'DeepEyes adds a bonus for a look, but only if the answer is right: looking for its own sake earns nothing, and two looks earn as much as one. It stands at 0 here, so this is the same group as before.',
      setUp: { recipe: 'deepeyes', set: [...EIGHT, 'seed=3', NO_BONUS], view: { stage: null } },
      recorded: '12-change',
      show: ['watch', 'picture', 'curve:rewards/boxIou/mean'],
      predict: {
        kind: 'choice',
        ask: `With the bonus, after ${STEPS} steps: what about the boxes, for which nobody pays?`,
        options: [
          { id: 'better', text: 'They get better along with the looks' },
          { id: 'same', text: 'They stay as they are' },
        ],
        walk: { right: 'better', wrong: 'same' },
      },
      act: [
        {
          kind: 'knob',
          name: 'toolBonus.weight',
          fits: (value) => typeof value === 'number' && value >= 1,
          walk: '1.2',
          say: 'In the settings, give `toolBonus` a weight of 1.2, as DeepEyes does.',
        },
        { kind: 'play', steps: STEPS, say: 'Press **Play**.' },
      ],
      check: ({ points, prediction }) => {
        const [looks, boxes] = [looksOf(points), series(points, 'rewards/boxIou/mean')];
        const [first, end] = [boxes[0] ?? NaN, boxes.at(-1) ?? NaN];
        const better = end > first + 0.1;
        return {
          passed: prediction === (better ? 'better' : 'same'),
          says: `Looks per answer went from ${say(looks[0] ?? NaN)} to ${say(looks.at(-1) ?? NaN)}, the overlap of the boxes from ${say(first)} to ${say(end)}. ${better ? 'More answers looked, and a look shows where the thing is. ' : ''}But a look has its price: it makes an answer longer, and here the word stood in the question. Whether looks pay for themselves over many questions is another matter, which one question cannot decide.`,
        };
      },
    },
  ],
};
