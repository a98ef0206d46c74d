// What: twin of pythonList.wgsl: the parts by one expression, the list by JSON, which differs from Python's in a comma behind the last part.
import { asText } from './letters.ref.ts';
import type { Bytes } from './prelude.ref.ts';

/** More boxes than these are not kept. */
export const MAX_LISTED = 32;

const GAP = String.raw`(?:[ \t\n\f\r]|#[^\n\r]*)*`;
const NUMBER = String.raw`(?:\d+\.\d*|\.\d+|0+(?![\d.])|[1-9]\d*)(?:[eE][+-]?\d+)?|0\d*(?:[eE][+-]?\d+)`;
const PART = new RegExp(String.raw`${GAP}(?:([[\],])|(True|False)|([+-]?)${GAP}(${NUMBER})(?![\w.]))`, 'y');
const TAIL = new RegExp(`^${GAP}$`);
/** Behind the first line an indented one is an error. */
const INDENTED = new RegExp(String.raw`^${GAP}[\n\r](?:[ \t\f]+)\[`);

const clamped = (value: number) => Math.min(Math.max(value, -1e9), 1e9);

/** The parts as JSON; null where something else stands in the text. */
function asJson(text: string): string | null {
  const parts: string[] = [];
  let end = 0;
  PART.lastIndex = 0;
  for (let found = PART.exec(text); found; found = PART.exec(text)) {
    const [, mark, word, sign, digits] = found;
    end = PART.lastIndex;
    if (mark) parts.push(mark);
    else if (word) parts.push(word === 'True' ? '1' : '0');
    else {
      const whole = /^\d*/.exec(digits!)![0].length;
      if (whole > 15) return null;
      parts.push(String(clamped(Number(`${sign}${digits}`))));
    }
  }
  return TAIL.test(text.slice(end)) ? parts.join(' ').replace(/(?<=[\d\]] ), (?=\])/g, '') : null;
}

/** null where the text is no list of boxes. */
export function readBoxList(bytes: Bytes): number[][] | null {
  const text = asText(bytes);
  const json = INDENTED.test(text) ? null : asJson(text);
  let value: unknown;
  try {
    value = JSON.parse(json ?? '');
  } catch {
    return null;
  }
  if (!Array.isArray(value)) return null;
  const boxes = (value.some(Array.isArray) ? value : [value]) as unknown[];
  const isBox = (box: unknown) =>
    Array.isArray(box) && box.length === 4 && box.every((number) => typeof number === 'number');
  return boxes.every(isBox) ? (boxes as number[][]) : null;
}
