// What: JSON Lines: one object per line, in any form of rows/.
import { isRecord, parseJson } from '../../dataPrompt.ts';
import { LINE_TEXTS as T } from '../../lineTexts.ts';
import type { DataFile } from '../dataFile.ts';
import type { Found, Importer, Note } from '../importer.ts';
import { readRows } from '../rowFormats.ts';
import type { NumberedRow } from '../rowFormats.ts';

async function readLines(file: DataFile): Promise<Found> {
  const rows: NumberedRow[] = [];
  const broken: Note[] = [];
  for (const [i, line] of (await file.text()).split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const where = T.line(file.name, i + 1);
    const row = parseJson(line);
    if (isRecord(row)) rows.push({ row, where });
    else broken.push({ about: 'row', sentence: row === undefined ? T.notJson(where) : T.noObject(where) });
  }
  const { prompts, notes } = readRows(rows, file.name, file.folder);
  if (rows.length + broken.length === 0) broken.push({ about: 'file', sentence: T.noPrompts(file.name) });
  return { prompts, notes: [...broken, ...notes] };
}

export const importer: Importer = {
  order: 50,
  claim: (files) => Promise.resolve(files.filter(({ path }) => /\.jsonl$/i.test(path))),
  async read(own) {
    const read = await Promise.all(own.map(readLines));
    return { prompts: read.flatMap(({ prompts }) => prompts), notes: read.flatMap(({ notes }) => notes) };
  },
};
