// What: rows of LLaVA, VLM-R1 and ShareGPT: `image` (a path or several) and `conversations`, of which the first question and its answer are read.
// Source: haotian-liu/LLaVA, docs/Finetune_Custom_Data.md; om-ai-lab/VLM-R1, README (For your own data), grpo_jsonl.py; modelscope/ms-swift,
// docs/source_en/Customization/Custom-dataset.md (conversation).
import { readForeignRow } from '../foreignRow.ts';
import { listIn, readChat } from '../rowChat.ts';
import type { RowFormat } from '../rowFormat.ts';
import { ROW_TEXTS as T } from '../rowTexts.ts';

const COLUMNS = ['conversations', 'conversation'] as const;

export const rowFormat: RowFormat = {
  order: 10,
  fits: (row) => COLUMNS.some((name) => listIn(row[name]) !== null),
  read(row, where) {
    const column = COLUMNS.find((name) => listIn(row[name]) !== null)!;
    const chat = readChat(row[column]);
    if (chat === null) return { problem: T.messages(where, column) };
    const { question, answer, pictures, changes } = chat;
    const system = typeof row['system'] === 'string' && row['system'] !== '' ? [T.changes.system] : [];
    const own = {
      columns: [column, 'system'],
      pictures,
      question,
      changes: [...changes, ...system],
      answer: { column, cell: answer },
    };
    return readForeignRow(row, own, where);
  },
};
