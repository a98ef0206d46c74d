// What: another trainer's log with its answers (TRL, verl, ms-swift, prime-rl), as a run that can be looked at. What its trainer left beside it
// (scalars, checkpoints, a tokenizer) comes along.
import { openLog } from '../../recorded/openLog.ts';
import { formatOf } from '../../recorded/rolloutFiles.ts';
import type { FileTaker } from '../fileTaker.ts';

export const taker: FileTaker = {
  order: 6,
  besideLog: true,
  async claim(files) {
    const formats = await Promise.all(files.map(formatOf));
    return formats.some((format) => format !== null) ? files : [];
  },
  take: openLog,
};
