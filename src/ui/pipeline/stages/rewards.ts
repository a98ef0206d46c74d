// What: stage 4 in words and numbers.
import { rewardUsesOf } from '../../../config/uses.ts';
import { shortNumber } from '../../shortNumber.ts';
import { STAGE_TEXTS } from '../../texts/stages.ts';
import { WORKED } from '../../texts/workedStages.ts';
import { numbersIn, wordsIn } from '../stageFiles.ts';
import type { StageFile } from '../stageFiles.ts';

const { rewards: TEXT } = WORKED;

export const stage: StageFile = {
  name: '4-rewards',
  ...STAGE_TEXTS['4-rewards'],
  worked: ({ config, reports }) => {
    const { example } = reports['4-rewards'] ?? {};
    const names = wordsIn(example, 'columns');
    const values = numbersIn(example, 'columnsOfFirst');
    const [reward] = numbersIn(example, 'rewards');
    if (names.length === 0 || reward === undefined) return [];
    const uses = rewardUsesOf(config);
    const weight = (i: number) => uses.find(({ as }) => as === names[i])?.weight ?? 1;
    return [
      TEXT.first(names.map((name, i) => `${name} ${shortNumber(values[i] ?? NaN)}`).join(', ')),
      TEXT.sum(names.map((_, i) => `${weight(i)}·${shortNumber(values[i] ?? NaN)}`).join(' + '), shortNumber(reward)),
    ];
  },
  shaders: ({ reward }) => [
    ...new Set(reward.reward_funcs.map(({ block }) => `4-rewards/${block}`)),
    ...['4-rewards/parseSpans', '4-rewards/weightedSum'],
  ],
  code: import.meta.glob<string>(['/src/4-rewards/scoreRewards.ts', '/src/4-rewards/parseCompletions.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
