// What: values of a COCO table as other programs write them: numbers as texts, ids of any type, flags in words.
import { isRecord, parseJson } from '../../dataPrompt.ts';

export type Row = Readonly<Record<string, unknown>>;

export const records = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** null where it is no finite number. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** A list of numbers, also as a text ("[1, 2]"); null where one of them is none. */
export function numbersOf(value: unknown): number[] | null {
  const list = typeof value === 'string' ? parseJson(value) : value;
  if (!Array.isArray(list)) return null;
  const numbers = list.map(numberOf);
  return numbers.includes(null) ? null : (numbers as number[]);
}

export const sideOf = (value: unknown): number | null => {
  const side = numberOf(value);
  return side !== null && side > 0 ? side : null;
};

/** Ids are compared as texts: a table may write 7 in one place and "7" in the other, or {"$oid": "7"}. null where there is none. */
export function idOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A text with something in it; also a number. */
export function textOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}

export const isFlagged = (value: unknown): boolean => /^(1|true|yes)$/i.test(String(value));
