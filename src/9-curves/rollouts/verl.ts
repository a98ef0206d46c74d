// What: verl's rollouts (trainer.rollout_data_dir): <step>.jsonl, a row per answer with input, output, gts, score, step and what the reward
// function returned beside the score. It has no advantages and no tokens.
// Source: verl at b178a3c, trainer/ppo/ray_trainer.py (_dump_generations, _log_rollout_data).
import { FormatError } from '../gzip.ts';
import { knownNumbers, neededText, numberOf, otherCells, stepOf } from '../loggedCells.ts';
import type { RolloutFormat } from '../rolloutFormat.ts';
import { ROLLOUT_TEXTS as T } from '../rolloutTexts.ts';

const OWN = ['input', 'output', 'score', 'step', 'uid', 'request_id'];

export const format: RolloutFormat = {
  title: 'verl',
  files: /\.jsonl$/i,
  fits: (row) =>
    typeof row['input'] === 'string' && typeof row['output'] === 'string' && 'score' in row && 'step' in row,
  read(row, where) {
    const prompt = neededText(row, 'input', where);
    const reward = numberOf(row['score']);
    if (Number.isNaN(reward)) throw new FormatError(T.lacks(where, 'score', 'number'));
    const { numbers, texts } = otherCells(row, OWN);
    // The same question may be asked about two pictures: then it has two truths. Numbers as truths are no rewards.
    const { gts, ...rewards } = knownNumbers(numbers);
    const further = gts === undefined ? texts : { gts: String(gts), ...texts };
    const { uid } = row;
    return [
      {
        ...{ step: stepOf(row['step'], where), prompt, text: neededText(row, 'output', where) },
        key: typeof uid === 'string' ? uid : `${prompt}\n${further['gts'] ?? ''}`,
        ...{ rewards, reward, advantage: NaN, further },
      },
    ];
  },
};
