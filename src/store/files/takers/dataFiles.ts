// What: data as a zip, or as JSON Lines or COCO together with the pictures that came along.
import { importData } from '../dataFiles.ts';
import type { FileTaker } from '../fileTaker.ts';

const TEXT = /\.(jsonl|json)$/i;

export const taker: FileTaker = {
  order: 50,
  claim: (files) => {
    const archives = files.filter(({ path }) => /\.zip$/i.test(path));
    return files.some(({ path }) => TEXT.test(path)) ? files : archives;
  },
  take: (files) => importData(Object.fromEntries(files.map(({ path, file }) => [path, file]))),
};
