// What: plain rows of questions: `question` and `answer` (or `query` and `response`, or `instruction` and `output`) with the picture in any of
// the usual columns. Ours need no more than `images` as a list; these are those that write it otherwise.
// Source: modelscope/ms-swift, docs/source_en/Customization/Custom-dataset.md (query-response, Alpaca); common among sets on Hugging Face.
import { isOurs, picturesIn, readForeignRow } from '../foreignRow.ts';
import type { Row, RowFormat } from '../rowFormat.ts';

const ASKED = ['question', 'query', 'instruction', 'problem', 'prompt'] as const;
const SAID = ['answer', 'answers', 'response', 'output', 'solution', 'ground_truth', 'label'] as const;

const textIn = (row: Row, names: readonly string[]) =>
  names.find((name) => typeof row[name] === 'string' && row[name].trim() !== '');
const filledIn = (row: Row, names: readonly string[]) => names.find((name) => (row[name] ?? null) !== null);

/** A question may stand alone; a prompt or an instruction without an answer may be one for a painter. */
const isAsked = (row: Row) =>
  textIn(row, ['question', 'problem']) !== undefined ||
  (textIn(row, ASKED) !== undefined && filledIn(row, SAID) !== undefined);

export const rowFormat: RowFormat = {
  order: 30,
  fits: (row) => !isOurs(row) && (picturesIn(row) ?? []).length > 0 && isAsked(row),
  read(row, where) {
    const asked = textIn(row, ASKED)!;
    const said = filledIn(row, SAID);
    const input = row['input'];
    const hasInput = asked === 'instruction' && typeof input === 'string' && input !== '';
    const question = hasInput ? `${row[asked] as string}\n${input}` : (row[asked] as string);
    const columns = [asked, ...(asked === 'instruction' ? ['input'] : [])];
    const answer = said === undefined ? {} : { answer: { column: said, cell: row[said] } };
    return readForeignRow(row, { columns, question, ...answer }, where);
  },
};
