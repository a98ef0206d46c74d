// What: a form whose question and answer each stand in one column → its RowFormat; a trainer's file in rows/ says the names.
import { hasPictures, isOurs, readForeignRow } from './foreignRow.ts';
import type { Row, RowFormat } from './rowFormat.ts';

export interface Columns {
  readonly order: number;
  readonly question: string;
  readonly answer: string;
}

const isFilledText = (cell: unknown) => typeof cell === 'string' && cell.trim() !== '';

export function columnsFormat({ order, question, answer }: Columns): RowFormat {
  return {
    order,
    fits: (row: Row) => !isOurs(row) && isFilledText(row[question]) && answer in row && hasPictures(row),
    read: (row, where) =>
      readForeignRow(
        row,
        { columns: [question, answer], question: String(row[question]), answer: { column: answer, cell: row[answer] } },
        where,
      ),
  };
}
