// What: everything that no other taker accepts is treated as a picture, or rejected with one sentence.
import { addPictures } from '../../prompts/addPictures.ts';
import type { FileTaker } from '../fileTaker.ts';

export const taker: FileTaker = {
  order: 100,
  claim: (files) => files,
  take: (files) => addPictures(files.map(({ path, file }) => ({ name: path.split('/').at(-1)!, file }))),
};
