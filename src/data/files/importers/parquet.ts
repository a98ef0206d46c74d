// What: Parquet, as data sets lie on Hugging Face and as verl and EasyR1 read them: a row in any form of rows/. No more rows are read than a page
// can use, since each may hold its pictures.
import { LINE_TEXTS } from '../../lineTexts.ts';
import type { DataFile } from '../dataFile.ts';
import { eachTable } from '../eachTable.ts';
import type { Importer } from '../importer.ts';
import type { ParquetTable } from '../parquetRows.ts';
import { PARQUET_TEXTS as T } from '../parquetTexts.ts';
import { readRows } from '../rowFormats.ts';

/** An even part of all rows for each table; what a short one leaves, the longer ones get. */
export function sharesOf(rows: readonly number[], most: number): readonly number[] {
  const shares = rows.map(() => 0);
  let left = most;
  const inOrder = rows.map((count, i) => ({ count, i })).sort((a, b) => a.count - b.count);
  for (const [done, { count, i }] of inOrder.entries()) {
    shares[i] = Math.min(count, Math.floor(left / (rows.length - done)));
    left -= shares[i];
  }
  return shares;
}

export const importer: Importer = {
  order: 55,
  namesPictures: true,
  claim: (files) => Promise.resolve(files.filter(({ path }) => /\.parquet$/i.test(path))),
  async read(own, _root, most) {
    const { openParquet } = await import('../parquetRows.ts');
    const tables = new Map<DataFile, ParquetTable>();
    const { notes } = await eachTable(own, async (file) => {
      tables.set(file, await openParquet(file));
      return { prompts: [], notes: [] };
    });
    const files = [...tables.keys()];
    const counts = files.map((file) => tables.get(file)!.rows);
    const shares = new Map(sharesOf(counts, most).map((share, i) => [files[i]!, share]));
    const found = await eachTable(files, async (file) => {
      const { rows, read } = tables.get(file)!;
      const share = shares.get(file)!;
      const numbered = (await read(share)).map((row, i) => ({
        row,
        where: LINE_TEXTS.row(file.label, i + 1),
        line: i + 1,
      }));
      const told = readRows(numbered, file.label, file.folder);
      const some = share < rows ? [{ about: 'file' as const, sentence: T.some(file.label, rows, share) }] : [];
      const none = rows === 0 ? [{ about: 'file' as const, sentence: LINE_TEXTS.noPrompts(file.label) }] : [];
      const prompts = told.prompts.map((prompt) => ({ ...prompt, table: file.path }));
      return { prompts, notes: [...some, ...none, ...told.notes] };
    });
    return { prompts: found.prompts, notes: [...notes, ...found.notes] };
  },
};
