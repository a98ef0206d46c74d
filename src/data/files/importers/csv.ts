// What: a table as CSV (or with tabs or semicolons, as spreadsheets write it): a row in any form of rows/, its columns named in the first line.
// A cell in brackets is JSON: [[0.1, 0.2, 0.5, 0.8]].
// Source: RFC 4180; read by papaparse, which finds the separator.
import Papa from 'papaparse';
import { LINE_TEXTS as T } from '../../lineTexts.ts';
import type { DataFile } from '../dataFile.ts';
import type { Found, Importer, Note } from '../importer.ts';
import { parseLaxJson } from '../laxJson.ts';
import type { Row } from '../rowFormat.ts';
import { isKnownRow, readRows } from '../rowFormats.ts';
import type { NumberedRow } from '../rowFormats.ts';

const CSV = /\.(csv|tsv)(\.txt)?$/i;

/** An empty cell says nothing. */
function meant(cell: string): unknown {
  if (cell.trim() === '') return null;
  return /^\s*[[{]/.test(cell) ? (parseLaxJson(cell) ?? cell) : cell;
}

const rowOf = (header: readonly string[], cells: readonly string[]): Row =>
  Object.fromEntries(header.flatMap((name, i) => (name === '' ? [] : [[name, meant(cells[i] ?? '')]])));

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly string[][];
  /** Where a quotation mark is not closed, all behind it is one cell. */
  readonly unclosed: boolean;
}

async function tableOf(file: DataFile): Promise<Table> {
  // An empty last line counts as a row of one cell where the separator is guessed, which hides that of two columns.
  const { data, errors } = Papa.parse<string[]>((await file.text()).replace(/(?<![\r\n])[\r\n]+$/, ''));
  const [header = [], ...rows] = data;
  const unclosed = errors.some(({ code }) => code === 'MissingQuotes');
  return { header: header.map((name) => name.trim()), rows: unclosed ? rows.slice(0, -1) : rows, unclosed };
}

async function readCsv(file: DataFile): Promise<Found> {
  const { header, rows, unclosed } = await tableOf(file);
  const found: NumberedRow[] = [];
  const broken: string[] = [];
  for (const [i, cells] of rows.entries()) {
    const line = i + 2; // a spreadsheet counts the names of the columns as row 1
    const where = T.row(file.label, line);
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (cells.length > header.length) broken.push(T.moreCells(where, cells.length, header.length));
    else found.push({ row: rowOf(header, cells), where, line });
  }
  if (unclosed) broken.push(T.unclosed(T.row(file.label, rows.length + 2)));
  const { prompts, notes } = readRows(found, file.label, file.folder);
  if (found.length + broken.length === 0) broken.push(T.noPrompts(file.label));
  const named = prompts.map((prompt) => ({ ...prompt, table: file.path }));
  return { prompts: named, notes: [...broken.map((sentence): Note => ({ about: 'row', sentence })), ...notes] };
}

async function isTable(file: DataFile): Promise<boolean> {
  const { header, rows } = await tableOf(file);
  return rows.some((cells) => isKnownRow(rowOf(header, cells))) || isKnownRow(rowOf(header, []));
}

export const importer: Importer = {
  order: 60,
  namesPictures: true,
  async claim(files) {
    const claimed: DataFile[] = [];
    for (const file of files) if (CSV.test(file.path) && (await isTable(file))) claimed.push(file);
    return claimed;
  },
  async read(own) {
    const read: Found[] = [];
    for (const file of own) read.push(await readCsv(file));
    return { prompts: read.flatMap(({ prompts }) => prompts), notes: read.flatMap(({ notes }) => notes) };
  },
};
