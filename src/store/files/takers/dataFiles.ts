// What: files that hold data (archives, tables), with all that came along: the reader tells tables from pictures. What systems add on their
// own (Thumbs.db) is taken without a word.
import { isJunk } from '../../../data/files/junk.ts';
import { importData } from '../dataFiles.ts';
import type { FileTaker } from '../fileTaker.ts';

/** What may be a table, or an archive, also of a kind that cannot be read: the reader says so. */
const DATA =
  /\.(zip|gz|tar|tgz|tbz2?|txz|rar|7z|bz2|xz|zst|jsonl?|ndjson|jsonlines|ldjson|jl|csv|tsv|txt|xml|ya?ml|parquet|arrow|feather|names)$/i;

export const taker: FileTaker = {
  order: 50,
  claim: (files) => (files.some(({ path }) => DATA.test(path)) ? files : files.filter(({ path }) => isJunk(path))),
  async take(files) {
    if (files.every(({ path }) => isJunk(path))) return;
    await importData(files.map(({ path, file }) => ({ path, content: file })));
  },
};
