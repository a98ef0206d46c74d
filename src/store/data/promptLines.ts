// What: prompts as JSON Lines, in the fields that `npm run train -- --prompts` reads: one object a line.
import { isRecord, parseJson, rounded } from './dataPrompt.ts';
import type { DataPrompt, ReadData } from './dataPrompt.ts';

type FieldCheck = readonly [test: (value: unknown) => boolean, expected: string];

const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isList = (value: unknown, test: (item: unknown) => boolean, length?: number): boolean =>
  Array.isArray(value) && value.every(test) && (length === undefined || value.length === length);
const listOf = (length: number) => (value: unknown) => isList(value, (item) => isList(item, isNumber, length));

const FIELDS: Readonly<Record<keyof DataPrompt, FieldCheck>> = {
  id: [isText, 'a text'],
  images: [(value) => isList(value, isText), 'a list of paths'],
  question: [isText, 'a text'],
  answer: [isText, 'a text'],
  boxes: [listOf(4), 'a list of boxes [x0, y0, x1, y1]'],
  labels: [(value) => isList(value, isText), 'a list of texts'],
  facts: [(value) => isList(value, isText), 'a list of texts'],
  points: [listOf(2), 'a list of points [x, y]'],
  order: [(value) => isList(value, isNumber), 'a list of numbers'],
  expertText: [isText, 'a text'],
  split: [(value) => value === 'train' || value === 'heldOut', '"train" or "heldOut"'],
};

/** The sentence, or null when the line is a prompt. */
function problemOf(value: unknown, where: string): string | null {
  if (value === undefined) return `${where} is not JSON; each line must be one object.`;
  if (!isRecord(value)) return `${where} must be an object like {"images": ["a.png"], "question": "…"}.`;
  for (const [name, field] of Object.entries(value)) {
    const check = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof DataPrompt] : null;
    if (!check) return `${where} has an unknown field '${name}'; known are ${Object.keys(FIELDS).join(', ')}.`;
    if (!check[0](field)) return `${where}: ${name} must be ${check[1]}.`;
  }
  for (const name of ['images', 'question']) if (!(name in value)) return `${where} has no ${name}.`;
  return null;
}

export function readPromptLines(text: string, file: string): ReadData {
  const prompts: DataPrompt[] = [];
  const refused: string[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    const problem = problemOf(value, `${file}, line ${i + 1}`);
    if (problem) refused.push(problem);
    else prompts.push(value as DataPrompt);
  }
  if (prompts.length + refused.length === 0) refused.push(`${file} has no prompts; choose another file.`);
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
