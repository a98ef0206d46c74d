// What: rows of a choice: `question`, the options in columns A, B, C, …, and the letter of the right one in `answer`, as the tables of VLMEvalKit
// (MMBench, …) hold them, with the picture as base64 in `image` and a `hint` before the question.
// Source: open-compass/VLMEvalKit, docs/en/Development.md (the columns of a dataset's .tsv).
import { hasPictures, readForeignRow } from '../foreignRow.ts';
import type { Row, RowFormat } from '../rowFormat.ts';
import { wordOf } from '../wordOf.ts';

const LETTERS = [...'ABCDEFGHIJ'];
const isFilled = (cell: unknown) => wordOf(cell).trim() !== '';
const lettersOf = (row: Row) => LETTERS.filter((letter) => isFilled(row[letter]));

export const rowFormat: RowFormat = {
  order: 16,
  fits: (row) => hasPictures(row) && typeof row['question'] === 'string' && isFilled(row['A']) && isFilled(row['B']),
  read(row, where) {
    const letters = lettersOf(row);
    const options = letters.map((letter) => wordOf(row[letter]));
    const hint = isFilled(row['hint']) ? `${wordOf(row['hint'])}\n` : '';
    const asked = `${hint}${wordOf(row['question'])}\n${letters.map((letter, i) => `${letter}. ${options[i]}`).join('\n')}`;
    const right = letters.indexOf(wordOf(row['answer']).trim().toUpperCase());
    const truth = { options, ...(right < 0 ? {} : { answerOption: right }) };
    const columns = ['question', 'hint', ...LETTERS];
    return readForeignRow(
      row,
      { columns, question: asked, answer: { column: 'answer', cell: row['answer'] }, truth },
      where,
    );
  },
};
