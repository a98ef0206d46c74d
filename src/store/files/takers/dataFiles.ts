// What: files that hold data (archives, tables), with all that came along: the reader tells tables from pictures. What systems add on their
// own (Thumbs.db) is taken without a word.
import { isJunk } from '../../../data/files/junk.ts';
import { importData } from '../dataFiles.ts';
import type { FileTaker } from '../fileTaker.ts';

/** Pictures, and what visitors take for them: the pictures' taker says what to do about each. All else may be a table or an archive. */
const NO_DATA =
  /(^|\/)[^./]*$|\.(a?png|jpe?g|jpe|jfif|webp|gif|bmp|avif|svgz?|heic|heif|tiff?|jxl|jp2|ico|pdf|psd|mp4|mov|webm|avi|mkv|mp3|wav|docx?|pptx?|html?|md)$/i;

export const taker: FileTaker = {
  order: 50,
  claim: (files) => {
    const junk = files.filter(({ path }) => isJunk(path));
    return files.some((file) => !junk.includes(file) && !NO_DATA.test(file.path)) ? files : junk;
  },
  async take(files) {
    if (files.every(({ path }) => isJunk(path))) return;
    await importData(files.map(({ path, file }) => ({ path, content: file })));
  },
};
