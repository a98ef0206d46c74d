// What: ms-swift's completions.jsonl (log_completions): a line per log with a list per column: step (as text), prompt, completion, a column per
// reward, advantages, and what else it logged (entropy, solution, num_turns). Its Megatron and Ray trainers write gen_step, Ray a row per answer.
// Source: ms-swift at 3602360, rlhf_trainers/grpo_trainer.py (log), megatron/trainers/rollout_mixin.py, ray/megatron/base_trainer.py.
import { FormatError } from '../gzip.ts';
import type { LogRow } from '../logFormat.ts';
import { knownNumbers, neededText, numberOf, otherCells, stepOf } from '../loggedCells.ts';
import type { LoggedAnswer, RolloutFormat } from '../rolloutFormat.ts';
import { ROLLOUT_TEXTS as T } from '../rolloutTexts.ts';
import { withTotals } from '../loggedTotals.ts';

const OWN = ['step', 'gen_step', 'prompt', 'completion', 'advantages'];
/** Numbers that are no rewards, whatever stands before the advantages. */
const NO_REWARDS = ['entropy', 'num_turns', 'solution'];

const stepName = (row: LogRow) => ('step' in row ? 'step' : 'gen_step');

function answerOf(row: LogRow, where: string): LoggedAnswer {
  const column = stepName(row);
  const prompt = neededText(row, 'prompt', where);
  const { numbers, texts } = otherCells(row, OWN);
  const rewards = Object.entries(numbers).filter(([name]) => !NO_REWARDS.includes(name));
  const told = Object.entries(knownNumbers(numbers)).filter(([name]) => NO_REWARDS.includes(name));
  return {
    ...{ step: stepOf(row[column], where, column), prompt, key: prompt, text: neededText(row, 'completion', where) },
    ...{ rewards: Object.fromEntries(rewards), reward: NaN, advantage: numberOf(row['advantages']) },
    further: { ...texts, ...Object.fromEntries(told.map(([name, value]) => [name, String(value)] as const)) },
  };
}

/** Columns that the log has for every answer; the others cannot be told apart by place. */
function rowsOf(table: LogRow, where: string): readonly LogRow[] {
  const count = (table['completion'] as readonly unknown[]).length;
  for (const name of ['prompt', stepName(table)]) {
    const cells = table[name];
    if (!Array.isArray(cells)) throw new FormatError(T.lacks(where, name, 'list'));
    const { length } = cells;
    if (length !== count) throw new FormatError(T.lengths(where, name, length, count));
  }
  const columns = Object.entries(table).filter(
    (column): column is [string, readonly unknown[]] => Array.isArray(column[1]) && column[1].length === count,
  );
  return Array.from({ length: count }, (_, i) => Object.fromEntries(columns.map(([name, cells]) => [name, cells[i]])));
}

export const format: RolloutFormat = {
  title: 'ms-swift',
  files: /\.jsonl$/i,
  fits: (row) =>
    (['prompt', 'completion'].every((name) => Array.isArray(row[name])) && Array.isArray(row[stepName(row)])) ||
    (typeof row['prompt'] === 'string' && typeof row['completion'] === 'string' && 'gen_step' in row),
  read: (row, where) =>
    Array.isArray(row['completion']) ? rowsOf(row, where).map((one) => answerOf(one, where)) : [answerOf(row, where)],
  finish: withTotals,
};
