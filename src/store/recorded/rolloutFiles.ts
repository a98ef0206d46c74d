// What: the files of another trainer's run → its answers and its scalars. Lines of JSON and Parquet; a last line that was cut off is left out.
// Errors: FormatError, a whole sentence that says what to do.
import { readTrainingLog } from '../../9-curves/logFormat.ts';
import type { LogRow } from '../../9-curves/logFormat.ts';
import { FormatError } from '../../9-curves/gzip.ts';
import { parseLoggedJson } from '../../9-curves/loggedJson.ts';
import { ROLLOUT_FORMATS } from '../../9-curves/rolloutFormat.ts';
import type { LoggedAnswer, RolloutFormat, RolloutLog, TokenTexts } from '../../9-curves/rolloutFormat.ts';
import { ROLLOUT_TEXTS as T } from '../../9-curves/rolloutTexts.ts';
import type { CurvePoint } from '../../9-curves/types.ts';
import { isJunk } from '../../data/files/junk.ts';
import { DataFile } from '../../data/files/dataFile.ts';
import { DataFileError } from '../../data/dataPrompt.ts';
import type { PathFile } from '../files/fileTaker.ts';

export const MOST_BYTES = 200e6;
const MOST_ANSWERS = 100_000;
/** A log of scalars is smaller. */
const MOST_OF_SCALARS = 30e6;
const SLICE = 2 ** 20;
const MOST_OF_LINE = 2 ** 26;

/** They say nothing about the run, or serve to read it. */
const COMPANIONS = /(^|\/)(STABLE|tokenizer\.json)$/;

const nameOf = (path: string) => path.split('/').at(-1)!;
const isRow = (value: unknown): value is LogRow => typeof value === 'object' && value !== null && !Array.isArray(value);

/** '' where the first line is longer than any that is written. */
async function firstLine(file: Blob): Promise<string> {
  let text = '';
  for (let from = 0; from < Math.min(file.size, MOST_OF_LINE); from += SLICE) {
    text += await file.slice(from, from + SLICE).text();
    const end = text.indexOf('\n', Math.max(0, text.length - 2 * SLICE));
    if (end >= 0) return text.slice(0, end);
  }
  return file.size <= MOST_OF_LINE ? text : '';
}

/** No rows where the table lacks one of the columns. */
async function parquetRows({ path, file }: PathFile, most: number, needed: readonly string[] = []) {
  const { openParquet } = await import('../../data/files/parquetRows.ts');
  try {
    const table = await openParquet(new DataFile(path, file));
    if (needed.some((name) => !table.columns.includes(name))) return [];
    return await table.read(Math.min(table.rows, most));
  } catch (error) {
    throw error instanceof DataFileError ? new FormatError(error.message) : error;
  }
}

async function firstRow(given: PathFile, needed: readonly string[]): Promise<unknown> {
  if (!/\.parquet$/i.test(given.path)) return parseLoggedJson(await firstLine(given.file));
  return (await parquetRows(given, 1, needed).catch(() => []))[0];
}

/** Whose log of answers it is; null = none that is known. */
export async function formatOf(given: PathFile): Promise<RolloutFormat | null> {
  const formats = ROLLOUT_FORMATS.filter(({ files }) => files.test(given.path));
  if (formats.length === 0) return null;
  const row = await firstRow(given, formats.length === 1 ? (formats[0]!.columns ?? []) : []);
  return isRow(row) ? (formats.find((format) => format.fits(row)) ?? null) : null;
}

async function* rowsOf(given: PathFile): AsyncGenerator<readonly [row: LogRow, where: string]> {
  const name = nameOf(given.path);
  if (/\.parquet$/i.test(given.path)) {
    const rows = await parquetRows(given, Infinity);
    for (const [i, row] of rows.entries()) yield [row, T.row(name, i + 1)];
    return;
  }
  const lines = (await given.file.text()).split('\n');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const row = parseLoggedJson(line);
    if (isRow(row)) yield [row, T.line(name, i + 1)];
    else if (i < last || row !== undefined) throw new FormatError(T.notJson(T.line(name, i + 1)));
  }
}

const withoutTexts: TokenTexts = (ids) => ids.map((id) => `⟨${id}⟩`);

async function tokenTextsOf(files: readonly PathFile[]): Promise<TokenTexts> {
  const found = files.find(({ path }) => nameOf(path) === 'tokenizer.json');
  if (!found) return withoutTexts;
  const { tokenTexts } = await import('./tokenTexts.ts');
  try {
    return tokenTexts(JSON.parse(await found.file.text()));
  } catch {
    throw new FormatError(T.tokenizer(nameOf(found.path)));
  }
}

/** What the same trainer logged of the whole step; null where the file is no such log. */
async function scalarsOf(title: string, { path, file }: PathFile): Promise<readonly CurvePoint[] | null> {
  if (!/\.jsonl?$/i.test(path) || file.size > MOST_OF_SCALARS) return null;
  const log = readTrainingLog(await file.text());
  return log?.title === title ? log.points : null;
}

/** Later files (checkpoints) have the last word. */
function merged(logs: readonly (readonly CurvePoint[])[]): readonly CurvePoint[] {
  const steps = new Map<number, CurvePoint['metrics']>();
  for (const { step, metrics } of logs.flat()) steps.set(step, { ...steps.get(step), ...metrics });
  return [...steps].map(([step, metrics]) => ({ step, metrics }));
}

const nameOfReward = (metric: string) => /^rewards\/(.+)\/mean$/.exec(metric)?.[1] ?? [];

export interface ForeignLog extends RolloutLog {
  readonly scalars: readonly CurvePoint[];
  /** Files of answers. */
  readonly files: number;
  /** Files that are no part of the log. */
  readonly leftAside: number;
}

/** `files`: all that came together. Throws a FormatError. */
export async function readRollouts(files: readonly PathFile[]): Promise<ForeignLog> {
  const formats = await Promise.all(files.map(formatOf));
  const logs = files.filter((_, i) => formats[i] !== null);
  const kinds = [...new Set(formats)].filter((format) => format !== null);
  if (kinds.length > 1) throw new FormatError(T.twoTrainers(kinds.map(({ title }) => title)));
  const bytes = logs.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes > MOST_BYTES) throw new FormatError(T.tooLarge(bytes, MOST_BYTES));
  const format = kinds[0]!;
  const others = files.filter((file) => !logs.includes(file));
  const texts = await tokenTextsOf(others);
  const answers: LoggedAnswer[] = [];
  for (const log of logs) {
    const before = answers.length;
    for await (const [row, where] of rowsOf(log)) answers.push(...format.read(row, where, texts));
    if (answers.length === before) throw new FormatError(T.empty(nameOf(log.path)));
    if (answers.length > MOST_ANSWERS) throw new FormatError(T.tooMany(answers.length, MOST_ANSWERS));
  }
  const logged = await Promise.all(others.map((file) => scalarsOf(format.title, file)));
  const scalars = merged(logged.filter((points) => points !== null));
  const rewards = scalars.flatMap(({ metrics }) => Object.keys(metrics).flatMap(nameOfReward));
  const finished = format.finish?.(answers, [...new Set(rewards)]) ?? answers;
  const leftAside = others.filter(({ path }, i) => !logged[i] && !COMPANIONS.test(path) && !isJunk(path)).length;
  return { title: format.title, answers: finished, scalars, files: logs.length, leftAside };
}
