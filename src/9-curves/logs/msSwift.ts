// What: ms-swift's logging.jsonl: a row per log with "global_step/max_steps": "10/200", names as TRL's.
// Source: ms-swift 4.6.0, swift/trainers/patcher.py, swift/trainers/utils.py.
import type { LogFormat } from '../logFormat.ts';

export const format: LogFormat = {
  title: 'ms-swift',
  read({ 'global_step/max_steps': place, ...numbers }) {
    const step = typeof place === 'string' ? /^(\d+)\/\d+$/.exec(place)?.[1] : undefined;
    return step === undefined ? null : { step: Number(step), numbers };
  },
  names: {},
};
