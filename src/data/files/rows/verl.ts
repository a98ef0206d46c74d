// What: rows of verl: `prompt`, messages with one <image> for each picture, `images`, and the truth in `reward_model.ground_truth`. Its
// `extra_info.split` says where the row belongs.
// Source: volcengine/verl, examples/data_preprocess/geo3k.py, docs/preparation/prepare_data.rst, verl/utils/dataset/rl_dataset.py.
import { isRecord, parseJson } from '../../dataPrompt.ts';
import { readForeignRow } from '../foreignRow.ts';
import { readChat } from '../rowChat.ts';
import type { RowFormat } from '../rowFormat.ts';
import { ROW_TEXTS as T } from '../rowTexts.ts';
import { splitNamed } from '../splits.ts';

/** In a table of texts it is written as JSON. */
const recordIn = (cell: unknown) => {
  const value = typeof cell === 'string' ? parseJson(cell) : cell;
  return isRecord(value) ? value : null;
};

export const rowFormat: RowFormat = {
  order: 11,
  fits: (row) => 'prompt' in row && 'ground_truth' in (recordIn(row['reward_model']) ?? {}),
  read(row, where) {
    const chat = readChat(row['prompt']);
    if (chat === null) return { problem: T.messages(where, 'prompt') };
    const { question, pictures, changes } = chat;
    const split = splitNamed(recordIn(row['extra_info'])?.['split']);
    const own = {
      columns: ['prompt', 'reward_model', 'extra_info'],
      pictures,
      question,
      changes,
      answer: { column: 'reward_model', cell: recordIn(row['reward_model'])!['ground_truth'] },
      ...(split === undefined ? {} : { split }),
    };
    return readForeignRow(row, own, where);
  },
};
