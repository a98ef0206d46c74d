// What: everything that nobody else takes is a picture, or is refused as one in one sentence.
import { addPictures } from '../../prompts/addPictures.ts';
import type { FileTaker } from '../fileTaker.ts';

export const taker: FileTaker = {
  order: 100,
  claim: (files) => files,
  take: (files) => addPictures(files.map(({ path, file }) => ({ name: path.split('/').at(-1)!, file }))),
};
