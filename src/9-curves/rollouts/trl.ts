// What: TRL's table of completions (log_completions): completions/completions_00010.parquet, a row per answer with step, prompt, completion, a
// column per reward, columns of log_extra, advantage. Older versions have one column “reward” and no advantage.
// Source: TRL 1.16, trainer/grpo_trainer.py (log).
import { neededText, numberOf, otherCells, stepOf, textOf } from '../loggedCells.ts';
import type { RolloutFormat } from '../rolloutFormat.ts';
import { withTotals } from '../loggedTotals.ts';

const OWN = ['step', 'prompt', 'completion', 'advantage'];

export const format: RolloutFormat = {
  title: 'TRL',
  files: /\.parquet$/i,
  columns: ['step', 'prompt', 'completion'],
  fits: (row) =>
    typeof row['step'] === 'number' &&
    textOf(row['prompt']) !== null &&
    textOf(row['completion']) !== null &&
    ('advantage' in row || 'reward' in row),
  read(row, where) {
    const prompt = neededText(row, 'prompt', where);
    const { numbers, texts } = otherCells(row, OWN);
    return [
      {
        ...{ step: stepOf(row['step'], where), prompt, key: prompt, text: neededText(row, 'completion', where) },
        ...{ rewards: numbers, reward: NaN, advantage: numberOf(row['advantage']), further: texts },
      },
    ];
  },
  finish: withTotals,
};
