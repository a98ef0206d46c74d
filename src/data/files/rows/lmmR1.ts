// What: rows of LMM-R1: `message`, a list of messages written as a text, in which the pictures stand, and `answer`.
// Source: TideDra/lmm-r1, README (Prepare Datasets), examples/data/test_message.jsonl, which repeats the question in `question`.
import { readForeignRow } from '../foreignRow.ts';
import { readChat } from '../rowChat.ts';
import type { RowFormat } from '../rowFormat.ts';
import { ROW_TEXTS as T } from '../rowTexts.ts';

export const rowFormat: RowFormat = {
  order: 13,
  fits: (row) => typeof row['message'] === 'string' && 'answer' in row,
  read(row, where) {
    const chat = readChat(row['message']);
    if (chat === null) return { problem: T.messages(where, 'message') };
    const { question, pictures, changes } = chat;
    const answer = { column: 'answer', cell: row['answer'] };
    return readForeignRow(row, { columns: ['message', 'question'], pictures, question, changes, answer }, where);
  },
};
