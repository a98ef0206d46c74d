// What: EasyR1's experiment_log.jsonl: {"step": n, "actor": {"pg_loss": …}, "reward": {…}} per line, names taken apart at their slashes.
// Source: hiyouga/EasyR1 at b44b311, verl/utils/logger/logger.py (FileLogger), verl/trainer/ray_trainer.py.
import type { LogFormat, LogRow } from '../logFormat.ts';
import { VERL_NAMES } from '../verlNames.ts';

function flat(row: LogRow, before = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): (readonly [string, unknown])[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(flat(value as LogRow, `${before}${name}/`))
        : [[before + name, value]],
    ),
  );
}

const isNested = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

// Every part of a row is a group of numbers; a row of a data set that happens to count steps has texts, too.
export const format: LogFormat = {
  title: 'EasyR1',
  read: ({ step, ...rest }) =>
    typeof step === 'number' && !('data' in rest) && Object.values(rest).length > 0 && Object.values(rest).every(isNested) ? { step, numbers: flat(rest) } : null, // prettier-ignore
  names: VERL_NAMES,
  rename(name) {
    const reward = /^reward\/(\w+)$/.exec(name)?.[1];
    if (reward === undefined) return null;
    return reward === 'overall' ? 'reward' : `rewards/${reward}/mean`;
  },
};
