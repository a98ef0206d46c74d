// What: verl's file logger: {"step": n, "data": {…}} per line. Source: verl 0.9.1, verl/utils/tracking.py (FileLogger), trainer/ppo/metric_utils.py.
import type { LogFormat } from '../logFormat.ts';
import { VERL_NAMES } from '../verlNames.ts';

export const format: LogFormat = {
  title: 'verl',
  read: ({ step, data }) =>
    typeof step === 'number' && typeof data === 'object' && data !== null && !Array.isArray(data) ? { step, numbers: data as Record<string, unknown> } : null, // prettier-ignore
  names: VERL_NAMES,
};
