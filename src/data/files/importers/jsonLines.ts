// What: JSON Lines and other JSON that holds rows (a list, objects one behind the other), each row in any form of rows/.
import { LINE_TEXTS as T } from '../../lineTexts.ts';
import type { DataFile } from '../dataFile.ts';
import type { Found, Importer } from '../importer.ts';
import { jsonRows } from '../jsonRows.ts';
import { isKnownRow, readRows } from '../rowFormats.ts';

/** A browser may have saved it as a text. */
const LINES = /\.(jsonl|ndjson|jsonlines|ldjson|jl)(\.txt)?$/i;
const JSON_TEXT = /\.json(\.txt)?$/i;

async function readFile(file: DataFile): Promise<Found> {
  const { rows, broken } = jsonRows(await file.text(), file.label);
  const { prompts: found, notes } = readRows(rows, file.label, file.folder);
  const prompts = found.map((prompt) => ({ ...prompt, table: file.path }));
  if (rows.length + broken.length > 0) return { prompts, notes: [...broken, ...notes] };
  const isUnread = file.noticed.length > 0; // and that has been said
  return { prompts, notes: isUnread ? [] : [{ about: 'file', sentence: T.noPrompts(file.label) }] };
}

/** A .json may be anything; it is a table where one of its rows can be read. */
async function holdsRows(file: DataFile): Promise<boolean> {
  return jsonRows(await file.text(), file.label).rows.some(({ row }) => isKnownRow(row));
}

export const importer: Importer = {
  order: 50,
  namesPictures: true,
  async claim(files) {
    const claimed: DataFile[] = [];
    for (const file of files)
      if (LINES.test(file.path) || (JSON_TEXT.test(file.path) && (await holdsRows(file)))) claimed.push(file);
    return claimed;
  },
  async read(own) {
    const read: Found[] = [];
    for (const file of own) read.push(await readFile(file));
    return { prompts: read.flatMap(({ prompts }) => prompts), notes: read.flatMap(({ notes }) => notes) };
  },
};
