// What: the cells of a row of a log: texts, numbers, messages.
import { FormatError } from './gzip.ts';
import type { LogRow } from './logFormat.ts';
import { ROLLOUT_TEXTS as T } from './rolloutTexts.ts';

/** A number, also one that was written as a truth value; NaN where there is none. */
export function numberOf(value: unknown): number {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : NaN;
}

export function stepOf(value: unknown, where: string, column = 'step'): number {
  // ms-swift writes it as text
  const step = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof step === 'number' && Number.isSafeInteger(step) && step >= 0) return step;
  throw new FormatError(T.lacks(where, column, 'step number'));
}

interface Message {
  readonly role?: unknown;
  readonly content?: unknown;
}

const partOf = (part: { readonly type?: unknown; readonly text?: unknown } | null): string =>
  typeof part?.text === 'string' ? part.text : part?.type === 'image' ? '⟨image⟩' : '';

function contentOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return content === null || content === undefined ? '' : JSON.stringify(content);
  return content.map(partOf).join('');
}

/** A text, or a conversation: a single message is its text, several have their roles in front. null where it is neither. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length === 0) return null;
  const messages = value as readonly Message[];
  if (messages.some((message) => typeof message?.role !== 'string')) return null;
  if (messages.length === 1) return contentOf(messages[0]!.content);
  return messages.map(({ role, content }) => `${String(role)}: ${contentOf(content)}`).join('\n\n');
}

export function neededText(row: LogRow, column: string, where: string): string {
  const text = textOf(row[column]);
  if (text === null) throw new FormatError(T.lacks(where, column, 'text'));
  return text;
}

/** What a row says beyond what is known: numbers are one thing, everything else is text. An empty cell keeps its place as NaN. */
export function otherCells(row: LogRow, known: readonly string[]) {
  const numbers: Record<string, number> = {};
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(row)) {
    if (known.includes(name)) continue;
    const number = numberOf(value);
    if (!Number.isNaN(number) || value === null || value === undefined || Number.isNaN(value)) numbers[name] = number;
    else texts[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return { numbers, texts };
}

/** Those that are there. */
export const knownNumbers = (numbers: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(numbers).filter(([, value]) => !Number.isNaN(value)));
