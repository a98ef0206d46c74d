// What: rows that hold a picture itself and nothing that can be asked for, as sets without labels do: counted, and nothing is asked.
import { picturesIn } from '../foreignRow.ts';
import type { RowFormat } from '../rowFormat.ts';
import { ROW_TEXTS as T } from '../rowTexts.ts';

export const rowFormat: RowFormat = {
  order: 90,
  fits: (row) => (picturesIn(row) ?? []).some((picture) => typeof picture !== 'string') && !('question' in row),
  read: () => ({ prompts: [], unknown: [], changes: [T.changes.nothingSaid] }),
};
