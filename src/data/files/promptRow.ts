// What: a form whose `prompt` is a list of messages (or a text), with the answer in a column of its own → its RowFormat.
import { hasPictures, isOurs, readForeignRow } from './foreignRow.ts';
import { listIn, readChat } from './rowChat.ts';
import type { Chat } from './rowChat.ts';
import type { Row, RowFormat } from './rowFormat.ts';
import { ROW_TEXTS as T } from './rowTexts.ts';

export interface PromptColumns {
  readonly order: number;
  /** The columns that may hold the answer; the first that is there does. */
  readonly answers: readonly string[];
}

/** A text asks by itself. */
const chatOf = (cell: unknown): Chat | null =>
  typeof cell === 'string' && listIn(cell) === null
    ? { question: cell, answer: undefined, pictures: [], changes: [] }
    : readChat(cell);

/** TRL's `completion` is a list of messages too, of which the assistant's is meant. */
function answerCell(cell: unknown): unknown {
  const [first] = (Array.isArray(cell) ? cell : []) as readonly unknown[];
  const isMessage = typeof first === 'object' && first !== null && 'role' in first;
  return isMessage ? readChat([{ role: 'user', content: '' }, first])?.answer : cell;
}

export function promptFormat({ order, answers }: PromptColumns): RowFormat {
  const answerOf = (row: Row) => answers.find((name) => (row[name] ?? null) !== null);
  const bringsPictures = (row: Row) => hasPictures(row) || (readChat(row['prompt'])?.pictures.length ?? 0) > 0;
  return {
    order,
    fits: (row) =>
      !(isOurs(row) && listIn(row['prompt']) === null) &&
      'prompt' in row &&
      answerOf(row) !== undefined &&
      bringsPictures(row),
    read(row, where) {
      const chat = chatOf(row['prompt']);
      if (chat === null) return { problem: T.messages(where, 'prompt') };
      const { question, pictures, changes } = chat;
      const column = answerOf(row);
      const answer = column === undefined ? {} : { answer: { column, cell: answerCell(row[column]) } };
      return readForeignRow(row, { columns: ['prompt'], pictures, question, changes, ...answer }, where);
    },
  };
}
