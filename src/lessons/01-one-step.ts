// What: lesson 1: one update of GRPO, one stage at a time, with the numbers that the stages computed.
import type { Facts, Lesson, StageFacts } from './lesson.ts';
import { last, list, mean, percent, say, series, signed } from './numbers.ts';

const SAMPLE = { samples: [{ name: 'owl' }] } as const;
/** One question, eight answers: the whole step fits on the screen. */
const SMALL = ['num_generations=8', 'generation_batch_size=8'] as const;
/** Less than this is called no change: a twentieth of a good fit. */
const STILL = 0.05;
const USUAL_RATE = 3;

/** Numbers that a stage of the step under way worked out; none before it ran. */
const worked = (stage: StageFacts | undefined, name: string) => (stage?.example?.[name] ?? []) as readonly number[];
const words = (stage: StageFacts | undefined, name: string) => (stage?.example?.[name] ?? []) as readonly string[];

/** Mean overlap of the boxes of each step with the true one. */
const overlaps = ({ points }: Facts) => series(points, 'rewards/boxIou/mean');

const answered = (facts: Facts): string => {
  const stage = facts.stages['3-rollouts'];
  const least = worked(stage, 'logProbs').reduce((low, logProb) => Math.min(low, logProb), 0);
  const [text = ''] = words(stage, 'text');
  if (text === '') return '';
  return `\n\nThe first answer is \`${text}\`. Of its first tokens the least certain had a log-prob of ${say(least)}: a probability of ${percent(Math.exp(least))}. In all it drew ${say(stage!.summary['tokens'] ?? NaN)} tokens for ${say(stage!.summary['rollouts'] ?? NaN)} answers.`;
};

const weighed = ({ stages, config }: Facts): string => {
  const columns = words(stages['4-rewards'], 'columns');
  const values = worked(stages['4-rewards'], 'columnsOfFirst');
  const [total = NaN] = worked(stages['4-rewards'], 'rewards');
  if (columns.length === 0) return '';
  const weight = (name: string) =>
    Number(config.reward.reward_funcs.find(({ as, block }) => (as ?? block) === name)?.['weight'] ?? 1);
  const terms = columns.map((name, i) => `${say(weight(name))} · ${say(values[i]!)} (${name})`).join(' + ');
  return `\n\nFor the first answer: ${terms} = **${say(total)}**.`;
};

const divided = ({ stages }: Facts): string => {
  const [r = NaN] = worked(stages['4-rewards'], 'rewards');
  const [A = NaN] = worked(stages['5-advantages'], 'advantages');
  const [centre = NaN] = worked(stages['5-advantages'], 'groupMean');
  const [spread = NaN] = worked(stages['5-advantages'], 'groupStd');
  return `A₁ = (${say(r)} − ${say(centre)}) / (${say(spread)} + 0.0001) = **${signed(A)}**.`;
};

const changeOf = (before: number, after: number) =>
  after > before + STILL ? 'gather' : after < before - STILL ? 'scatter' : 'stay';

export const lesson: Lesson = {
  title: 'One step, nine stages',
  minutes: 8,
  knows: 'what happens between a question and a better answer, with every number of one update.',
  steps: [
    {
      id: 'move',
      title: 'What will the boxes do?',
      text: 'The white box is where the bird is. The model answers eight times and draws eight boxes of its own.',
      setUp: { set: SMALL, task: SAMPLE, view: { stage: null, panel: null } },
      recorded: '01-move',
      show: ['picture', 'button:play'],
      predict: {
        kind: 'choice',
        ask: 'Which of these will happen to the boxes?',
        options: [
          { id: 'gather', text: 'They gather around the bird' },
          { id: 'stay', text: 'They stay as they are' },
          { id: 'scatter', text: 'They scatter' },
        ],
        walk: { right: 'gather', wrong: 'scatter' },
      },
      act: [{ kind: 'play', steps: 4, say: 'Press **Play** and watch the boxes.' }],
      check: (facts) => {
        const [before = NaN, after = NaN] = [overlaps(facts)[0], overlaps(facts).at(-1)];
        const did = changeOf(before, after);
        const told = { gather: 'They gathered', scatter: 'They scattered', stay: 'They hardly moved' }[did];
        return {
          passed: facts.prediction === did,
          says: `${told}: in the first step they overlapped the bird by ${say(before)} on average, in step ${facts.history.length} by ${say(after)} (1 is a perfect fit). Nobody showed the model where to look; it was only told which of its own answers were better.`,
        };
      },
    },
    {
      id: 'answers',
      title: 'Stages 1 to 3: the model answers',
      text: (facts) =>
        `The same from the beginning, slowly. Every step of the training is one round through the nine boxes above: the picture is scaled, the model reads it with the question, and then it *draws* an answer, token by token, at random according to its own probabilities. It does so eight times.${answered(facts)}`,
      setUp: { set: SMALL, view: { stage: '3-rollouts', panel: null } },
      recorded: '01-stages',
      show: ['stage:3-rollouts', 'button:stage', 'stage-panel'],
      act: [{ kind: 'stages', to: '3-rollouts', say: 'Press **One stage** until stage 3 is done.' }],
    },
    {
      id: 'rewards',
      title: 'Stage 4: every answer gets a number',
      text: (facts) =>
        `Each column looks at one thing: how well the box fits, whether the answer has the right form, whether the word is right. The weighted sum of the columns is the reward.${weighed(facts)}`,
      show: ['stage:4-rewards', 'button:stage'],
      act: [{ kind: 'stages', to: '4-rewards', say: 'Press **One stage** once more.' }],
    },
    {
      id: 'advantage',
      title: 'Stage 5: better than the others?',
      text: ({ stages }) => {
        const rewards = worked(stages['4-rewards'], 'rewards');
        return `The eight rewards are ${list(rewards)}; their mean is ${say(mean(rewards))}. The advantage A of an answer says how many standard deviations it is above the mean of its own group.`;
      },
      show: ['stage:5-advantages', 'button:stage'],
      predict: {
        kind: 'choice',
        ask: 'Compare the first reward with the mean. The advantage of the first answer will be …',
        options: [
          { id: 'above', text: 'above 0' },
          { id: 'below', text: 'below 0' },
          { id: 'zero', text: 'exactly 0' },
        ],
        walk: { right: 'below', wrong: 'above' },
      },
      act: [{ kind: 'stages', to: '5-advantages', say: 'Press **One stage**.' }],
      check: (facts) => {
        const [A = NaN] = worked(facts.stages['5-advantages'], 'advantages');
        const is = A > 0 ? 'above' : A < 0 ? 'below' : 'zero';
        return {
          passed: facts.prediction === is,
          says: `${divided(facts)} The eight advantages are ${list(worked(facts.stages['5-advantages'], 'advantages'))}.`,
        };
      },
    },
    {
      id: 'update',
      title: 'Stages 6 to 8: the model changes',
      text: ({ stages, config }) => {
        const count = stages['7-gradient']?.summary['parameters'];
        const moved = stages['8-update']?.summary;
        const told =
          moved === undefined
            ? ''
            : `\n\nThe gradient has ${count?.toLocaleString('en') ?? '?'} numbers and a length of ${say(moved['grad_norm'] ?? NaN)}. It is shortened to at most ${say(config.optimizer.max_grad_norm)} and multiplied by the learning rate, ${say(moved['learning_rate'] ?? NaN)}: the model moved by **${say(moved['update_norm'] ?? NaN)}**.`;
        return `The loss turns each advantage into a wish for every token of that answer: make it more likely, or less. The gradient carries the wishes back through the network, and the update takes one small step.${told}`;
      },
      show: ['stage:8-update', 'button:stage'],
      predict: {
        kind: 'choice',
        ask: 'What does the update do to an answer whose advantage is below 0?',
        options: [
          { id: 'less', text: 'Its tokens become less likely' },
          { id: 'nothing', text: 'Nothing: only good answers count' },
          { id: 'more', text: 'Its tokens become more likely' },
        ],
        walk: { right: 'less', wrong: 'nothing' },
      },
      act: [{ kind: 'stages', to: '8-update', say: 'Press **One stage** three times.' }],
      check: ({ stages, prediction }) => {
        const [A = NaN] = worked(stages['5-advantages'], 'advantages');
        const pushes = worked(stages['6-loss'], 'coefficients');
        const pushed = mean(pushes) * A < 0 ? 'less' : mean(pushes) === 0 ? 'nothing' : 'more';
        return {
          passed: prediction === pushed,
          says: `The first answer has A = ${signed(A)}. The loss asks its first tokens to move by ${list(pushes, 4)} (dL/dlog p; the update goes *against* it), so a token goes the way of its answer's A: up above 0, **down below 0**. Bad answers teach as much as good ones.`,
        };
      },
    },
    {
      id: 'curves',
      title: 'Stage 9: one point on every curve',
      text: ({ history }) => {
        const point = history.at(-1);
        const told = point
          ? `\n\nStep ${point.step} left ${Object.keys(point.metrics).length} numbers and took ${say(last(history, 'step_time'))} s in its stages. The mean reward was ${say(last(history, 'reward'))}.`
          : '';
        return `The last stage writes everything down. Then the round begins again, with a model that is a little different.${told}`;
      },
      show: ['curve:reward', 'button:stage'],
      act: [{ kind: 'stages', to: '9-curves', say: 'Press **One stage** a last time.' }],
      keep: 'usual',
    },
    {
      id: 'change',
      title: 'Your turn: a longer step',
      text: ({ runs }) =>
        `The first update moved the model by ${say(last(runs['usual']?.points ?? [], 'update_norm'))} with a learning rate of ${say(runs['usual']?.config.optimizer.learning_rate ?? USUAL_RATE)}. Now you change it, and the same step runs again: same picture, same random numbers.`,
      setUp: { set: SMALL, view: { stage: null } },
      recorded: '01-change',
      show: ['stage:8-update'],
      predict: {
        kind: 'choice',
        ask: 'With twice the learning rate, the first update will be …',
        options: [
          { id: 'double', text: 'twice as long' },
          { id: 'same', text: 'as long as before' },
          { id: 'more', text: 'much more than twice as long' },
        ],
        walk: { right: 'double', wrong: 'same' },
      },
      act: [
        {
          kind: 'knob',
          name: 'learning_rate',
          fits: (value) => value === 2 * USUAL_RATE,
          walk: String(2 * USUAL_RATE),
          say: `In the settings, make \`learning_rate\` twice as large: ${2 * USUAL_RATE}.`,
        },
        { kind: 'play', steps: 1, say: 'Press **Play**.' },
      ],
      check: ({ points, runs, prediction }) => {
        const [now, before] = [last(points, 'update_norm'), last(runs['usual']?.points ?? [], 'update_norm')];
        const ratio = now / before;
        const is = Math.abs(ratio - 2) < 0.1 ? 'double' : ratio < 1.5 ? 'same' : 'more';
        return {
          passed: prediction === is,
          says: `It moved by ${say(now)}, before by ${say(before)}: ${say(ratio)} times as far. The gradient was the same; the rate only says how far to go along it.`,
        };
      },
    },
  ],
};
