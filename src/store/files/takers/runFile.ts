// What: a run that was saved as a file.
import type { FileTaker } from '../fileTaker.ts';
import { RUN_FILE } from '../../run/runFile.ts';
import { openRun } from '../../run/runFiles.ts';

export const taker: FileTaker = {
  order: 5,
  claim: (files) => files.filter(({ path }) => RUN_FILE.test(path)),
  /** Only one run fits the page: the last of them. */
  take: (files) => openRun(files.at(-1)!.file, files.at(-1)!.path.split('/').at(-1)!),
};
