// What: rows of any container (.jsonl, .json, .csv, .parquet) → prompts, each row by the first form of rows/ that fits it.
import { append } from './append.ts';
import type { Found, FoundPrompt, Note } from './importer.ts';
import { LINE_TEXTS } from '../lineTexts.ts';
import { KNOWN_FIELDS } from '../promptLines.ts';
import type { Row, RowFormat } from './rowFormat.ts';
import { ROW_TEXTS } from './rowTexts.ts';

const modules = import.meta.glob<RowFormat>('./rows/*.ts', { eager: true, import: 'rowFormat' });
const FORMATS = Object.values(modules).sort((a, b) => a.order - b.order);

/** Whether rows with these columns can be read at all: what claims a container. */
export const isKnownRow = (row: Row): boolean => FORMATS.some(({ fits }) => fits(row));

export interface NumberedRow {
  readonly row: Row;
  /** Starts the sentences about it. */
  readonly where: string;
  /** In which line or row it stands, counted from 1. */
  readonly line?: number;
}

/** `file` is the container's name, `folder` its folder. */
export function readRows(rows: readonly NumberedRow[], file: string, folder: string): Found {
  const prompts: FoundPrompt[] = [];
  const notes: Note[] = [];
  const strays = new Map<string, number>();
  const changes = new Map<string, number>();
  const count = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const { row, where, line } of rows) {
    const format = FORMATS.find(({ fits }) => fits(row)) ?? FORMATS.at(-1)!; // ours says what is missing
    const read = format.read(row, where);
    if ('problem' in read) {
      notes.push({ about: 'row', sentence: read.problem });
      continue;
    }
    const place = { folder, where, ...(line === undefined ? {} : { line }) };
    append(
      prompts,
      read.prompts.map((prompt) => ({ ...prompt, ...place })),
    );
    for (const sentence of read.notes ?? []) notes.push({ about: 'row', sentence });
    for (const name of read.unknown) count(strays, name);
    for (const change of new Set(read.changes)) count(changes, change);
  }
  for (const [change, times] of changes)
    notes.push({ about: 'file', sentence: ROW_TEXTS.changed(file, times, change) });
  if (strays.size > 0) notes.push({ about: 'file', sentence: LINE_TEXTS.ignored(file, strays, KNOWN_FIELDS) });
  return { prompts, notes };
}
