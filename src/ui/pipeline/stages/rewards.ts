// What: stage 4 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { numbersIn, wordsIn } from '../stageFiles.ts';
import type { StageFile } from '../stageFiles.ts';

export const stage: StageFile = {
  name: '4-rewards',
  title: 'Rewards',
  short: 'r = Σ weight·column',
  numbers: null,
  does: 'Reads each answer as text, finds its box and its answer, and scores them. Every reward is a small shader that you can change.',
  takes: 'The answers, and what you said is true: your box, your answer.',
  gives: 'One column of numbers a reward, and their weighted sum.',
  formula: 'reward = Σ weight · column;   e.g. IoU = |A∩B| / |A∪B|',
  source: 'header of each shader; TRL: reward_funcs, reward_weights',
  worked: ({ config, reports }) => {
    const { example } = reports['4-rewards'] ?? {};
    const names = wordsIn(example, 'columns');
    const values = numbersIn(example, 'columnsOfFirst');
    const [reward] = numbersIn(example, 'rewards');
    if (names.length === 0 || reward === undefined) return [];
    const weights = config.composition.reward_weights;
    const weight = (i: number) => weights[i] ?? 1;
    return [
      `first answer: ${names.map((name, i) => `${name} ${shortNumber(values[i] ?? NaN)}`).join(', ')}`,
      `reward = ${names.map((_, i) => `${weight(i)}·${shortNumber(values[i] ?? NaN)}`).join(' + ')} = ${shortNumber(reward)}`,
    ];
  },
  shaders: ({ reward }) => [
    ...reward.reward_funcs.map((name) => `4-rewards/${name}`),
    ...['4-rewards/parseSpans', '4-rewards/weightedSum'],
  ],
  code: import.meta.glob<string>(['/src/4-rewards/scoreRewards.ts', '/src/4-rewards/parseCompletions.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
