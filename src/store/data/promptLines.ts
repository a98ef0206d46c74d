// What: prompts as JSON Lines, in the fields that `npm run train -- --prompts` reads: one object per line.
import { isRecord, parseJson, rounded } from './dataPrompt.ts';
import type { DataPrompt, ReadData } from './dataPrompt.ts';
import { DATA_TEXTS as T } from '../texts/data.ts';

type FieldCheck = readonly [test: (value: unknown) => boolean, expected: string];

const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isList = (value: unknown, test: (item: unknown) => boolean, length?: number): boolean =>
  Array.isArray(value) && value.every(test) && (length === undefined || value.length === length);
const listOf = (length: number) => (value: unknown) => isList(value, (item) => isList(item, isNumber, length));

const FIELDS: Readonly<Record<keyof DataPrompt, FieldCheck>> = {
  id: [isText, T.expected.text],
  images: [(value) => isList(value, isText), T.expected.paths],
  question: [isText, T.expected.text],
  answer: [isText, T.expected.text],
  boxes: [listOf(4), T.expected.boxes],
  labels: [(value) => isList(value, isText), T.expected.texts],
  facts: [(value) => isList(value, isText), T.expected.texts],
  points: [listOf(2), T.expected.points],
  order: [(value) => isList(value, isNumber), T.expected.numbers],
  expertText: [isText, T.expected.text],
  captions: [(value) => isList(value, isText), T.expected.texts],
  split: [(value) => value === 'train' || value === 'heldOut', T.expected.split],
};

/** The sentence, or null when the line is a prompt. */
function problemOf(value: unknown, where: string): string | null {
  if (value === undefined) return T.lineNotJson(where);
  if (!isRecord(value)) return T.lineNoObject(where);
  for (const [name, field] of Object.entries(value)) {
    const check = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof DataPrompt] : null;
    if (!check) return T.unknownField(where, name, Object.keys(FIELDS).join(', '));
    if (!check[0](field)) return T.wrongField(where, name, check[1]);
  }
  for (const name of ['images', 'question']) if (!(name in value)) return T.fieldMissing(where, name);
  return null;
}

export function readPromptLines(text: string, file: string): ReadData {
  const prompts: DataPrompt[] = [];
  const refused: string[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    const problem = problemOf(value, T.line(file, i + 1));
    if (problem) refused.push(problem);
    else prompts.push(value as DataPrompt);
  }
  if (prompts.length + refused.length === 0) refused.push(T.noPrompts(file));
  return { prompts, refused };
}

/** Empty fields are left out, so that a line says what there is. */
export function writePromptLines(prompts: readonly DataPrompt[]): string {
  const isEmpty = (value: unknown) => value === '' || (Array.isArray(value) && value.every((item) => item === ''));
  const line = ({ images, question, boxes, ...rest }: DataPrompt) => {
    const { id, ...further } = rest;
    const fields = { boxes: boxes?.map((box) => box.map(rounded)), ...further };
    const filled = Object.entries(fields).filter(([, value]) => value !== undefined && !isEmpty(value));
    return JSON.stringify({ ...(id === undefined ? {} : { id }), images, question, ...Object.fromEntries(filled) });
  };
  return prompts.map((prompt) => `${line(prompt)}\n`).join('');
}
