// What: the rows of a JSON text, whoever wrote it: one object per line (JSON Lines), a list of objects, an object that holds the list, or
// objects one behind the other, also over several lines. A broken one costs a sentence, the others are kept.
import { append } from './append.ts';
import { isRecord } from '../dataPrompt.ts';
import { LINE_TEXTS as T } from '../lineTexts.ts';
import type { Note } from './importer.ts';
import { parseLaxJson, QUOTED } from './laxJson.ts';
import type { NumberedRow } from './rowFormats.ts';

export interface JsonRows {
  readonly rows: readonly NumberedRow[];
  readonly broken: readonly Note[];
}

const isRecords = (value: unknown): value is readonly Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRecord);

const hasRecords = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.some(isRecord);

/** Also old Macintosh files, which have no line feeds. */
const LINE_END = /\r\n|\n|\r/;
const rowAt = (file: string, line: number) => (row: Record<string, unknown>) => ({
  row,
  where: T.line(file, line),
  line,
});

/** The whole text is one value: a list, or an object that holds nothing but one, say {"data": […]}; else a row by itself. */
function rowsOfValue(value: unknown, file: string): JsonRows | null {
  const lists = isRecord(value) ? Object.values(value).filter(hasRecords) : [];
  const list = Array.isArray(value) ? (value as unknown[]) : lists.length === 1 && !isRow(value) ? lists[0]! : null;
  if (!list) return null;
  const rows: NumberedRow[] = [];
  const broken: Note[] = [];
  for (const [i, row] of list.entries()) {
    const where = T.entry(file, i + 1);
    if (isRecord(row)) rows.push({ row, where, line: i + 1 });
    else broken.push({ about: 'row', sentence: T.noObject(where) });
  }
  return { rows, broken };
}

/** An object with texts of its own is a row, whatever lists it holds. */
const isRow = (value: unknown) => isRecord(value) && ('images' in value || 'image' in value || 'question' in value);

interface ReadLines extends JsonRows {
  /** Lines that are no JSON by themselves. */
  readonly unread: number;
}

/** Lines with nothing but brackets or commas are those of a list around the rows. */
const isFrame = (line: string) => /^[\s,[\]\ufeff\x1e]*$/.test(line);

function readLines(text: string, file: string): ReadLines {
  const rows: NumberedRow[] = [];
  const broken: Note[] = [];
  let unread = 0;
  for (const [i, line] of text.split(LINE_END).entries()) {
    if (line.trim() === '') continue;
    const value = parseLaxJson(line.trim().replace(/^\x1e|,$/g, ''));
    if (isRecord(value)) rows.push(rowAt(file, i + 1)(value));
    else if (isRecords(value)) append(rows, value.map(rowAt(file, i + 1)));
    else if (value !== undefined && !isFrame(line))
      broken.push({ about: 'row', sentence: T.noObject(T.line(file, i + 1)) });
    else {
      unread += 1;
      const inOneLine = readObjects(line, file, i + 1);
      append(rows, inOneLine.rows);
      append(broken, inOneLine.broken);
    }
  }
  return { rows, broken, unread };
}

const TOKEN = new RegExp(String.raw`${QUOTED}|[{}]|\r\n|\n|\r`, 'g');

/** Objects one behind the other, whatever stands between them. */
function readObjects(text: string, file: string, firstLine = 1): JsonRows {
  const rows: NumberedRow[] = [];
  const broken: Note[] = [];
  const refuse = (line: number) => broken.push({ about: 'row', sentence: T.notJson(T.line(file, line)) });
  let [line, depth, start, startLine, done] = [firstLine, 0, 0, firstLine, 0];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{') {
      if (depth === 0) {
        if (!isFrame(text.slice(done, index))) refuse(line);
        [start, startLine] = [index, line];
      }
      depth += 1;
    } else if (token === '}' && depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      done = index + 1;
      const value = parseLaxJson(text.slice(start, done));
      if (isRecord(value)) rows.push(rowAt(file, startLine)(value));
      else refuse(startLine);
    } else if (/^[\r\n]/.test(token)) line += 1;
  }
  if (depth > 0) refuse(startLine);
  else if (!isFrame(text.slice(done))) refuse(line);
  return { rows, broken };
}

export function jsonRows(text: string, file: string): JsonRows {
  const whole = rowsOfValue(parseLaxJson(text), file);
  if (whole) return whole;
  const lines = readLines(text, file);
  if (lines.unread === 0) return lines;
  const objects = readObjects(text, file);
  const isBetter = objects.broken.length === 0 || lines.rows.length === 0;
  return isBetter && objects.rows.length > 0 ? objects : lines;
}
