// What: a run that is kept beside the present one, as run files hold it, and the check of one that comes from outside.
import type { Config } from '../../config/config.ts';
import { validateConfig } from '../../config/validateConfig.ts';
import type { StepMetrics } from '../../training/protocol.ts';
import { readHistory } from './history.ts';
import { isFields } from './promptRecord.ts';

export const MAX_NAME = 60;

export interface ComparedRun {
  readonly name: string;
  /** The visitor gave it its name or kept it by hand: it never gives way by itself. */
  readonly wanted: boolean;
  readonly hidden: boolean;
  /** Index of its colour; 0 is the present run's. */
  readonly colour: number;
  /** The log of another trainer: `config` says nothing about it. */
  readonly foreign?: true;
  readonly config: Config;
  readonly points: readonly StepMetrics[];
}

/** [] where it is damaged, or has settings of a newer page: damaged extras must not make the run unreadable. */
function readComparedRun(value: unknown): readonly ComparedRun[] {
  if (!isFields(value)) return [];
  const { name, wanted, hidden, colour } = value;
  if (typeof name !== 'string' || name.trim() === '' || !Number.isSafeInteger(colour)) return [];
  try {
    const [config, points] = [validateConfig(value['config']), readHistory(value['points'])];
    if (points.length === 0) return [];
    const own = { name: name.slice(0, MAX_NAME), wanted: wanted === true, hidden: hidden === true };
    const foreign = value['foreign'] === true && ({ foreign: true } as const);
    return [{ ...own, ...foreign, colour: colour as number, config, points }];
  } catch {
    return [];
  }
}

/** Files of older pages have none. */
export const readComparedRuns = (value: unknown, most: number): readonly ComparedRun[] =>
  Array.isArray(value) ? value.slice(0, most).flatMap(readComparedRun) : [];
