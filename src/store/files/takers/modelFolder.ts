// What: the folder of a model: config.json and networks in the layout of transformers.js.
import { loadModelFiles } from '../../actions.ts';
import type { FileTaker } from '../fileTaker.ts';

export const taker: FileTaker = {
  order: 10,
  claim: (files) => {
    const hasConfig = files.some(({ path }) => /(^|\/)config\.json$/.test(path));
    return hasConfig && files.some(({ path }) => /\.onnx$/i.test(path)) ? files : [];
  },
  take: (files) => loadModelFiles(Object.fromEntries(files.map(({ path, file }) => [path, file]))),
};
