// What: the log of another trainer as points of a curve under TRL's names: one file of `logs/` per form, found by glob.
import { parseLoggedJson } from './loggedJson.ts';
import type { CurvePoint } from './types.ts';

export type LogRow = Readonly<Record<string, unknown>>;

export interface LogFormat {
  /** Whose log it is, as it is written. */
  readonly title: string;
  /** Step and numbers by name; null where the row is of another form. */
  read(row: LogRow): { readonly step: number; readonly numbers: LogRow } | null;
  /** Its names that mean what TRL has a name for. */
  readonly names: Readonly<Record<string, string>>;
  /** Names that are made by a rule, such as one for each reward. */
  rename?(name: string): string | null;
}

const modules = import.meta.glob<LogFormat>('./logs/*.ts', { import: 'format', eager: true });
const FORMATS = Object.values(modules);
const MOST_ROWS = 200_000;

export interface TrainingLog {
  readonly title: string;
  readonly points: readonly CurvePoint[];
}

const isRow = (value: unknown): value is LogRow => typeof value === 'object' && value !== null && !Array.isArray(value);

function rowOf(line: string): LogRow | null {
  const value = parseLoggedJson(line);
  return isRow(value) ? value : null;
}

/** A list of rows under log_history, or a row per line; a last line that was cut off is left out. */
export function rowsOfLog(text: string): readonly LogRow[] {
  const whole = rowOf(text);
  const history = whole?.['log_history'];
  if (Array.isArray(history)) return history.filter(isRow).slice(0, MOST_ROWS);
  const lines = text.split('\n', MOST_ROWS).filter((line) => line.trim() !== '');
  const rows = lines.map(rowOf);
  const isCut = rows.length > 1 && rows.at(-1) === null;
  const kept = isCut ? rows.slice(0, -1) : rows;
  return kept.every((row) => row !== null) ? kept : [];
}

function pointsOf(format: LogFormat, rows: readonly LogRow[]): readonly CurvePoint[] | null {
  const steps = new Map<number, Record<string, number>>();
  for (const row of rows) {
    const read = format.read(row);
    if (!read) return null;
    if (!Number.isSafeInteger(read.step) || read.step < 0) return null;
    const metrics = steps.get(read.step) ?? {};
    for (const [name, value] of Object.entries(read.numbers))
      if (typeof value === 'number' && Number.isFinite(value)) metrics[format.rename?.(name) ?? format.names[name] ?? name] = value; // prettier-ignore
    steps.set(read.step, metrics);
  }
  const made = [...steps].map(([step, metrics]) => ({ step, metrics })).sort((a, b) => a.step - b.step);
  return made.some(({ metrics }) => Object.keys(metrics).length > 0) ? made : null;
}

/** null: it is no log that is known. */
export function readTrainingLog(text: string): TrainingLog | null {
  const rows = rowsOfLog(text);
  if (rows.length === 0) return null;
  for (const format of FORMATS) {
    const points = pointsOf(format, rows);
    if (points) return { title: format.title, points };
  }
  return null;
}
