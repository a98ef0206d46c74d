// What: prompts as JSON Lines, one object per line: the one reader of the page and of `npm run train -- --prompts`. Every field of the
// truth may be there, also in snake case (accepted_answers). A field of the wrong form refuses its line; unknown fields are named.
import { EXPECTED, isTruthValue, snakeCase, TRUTH_KINDS, TRUTH_NAMES } from '../4-rewards/truthValues.ts';
import { isRecord, parseJson, rounded } from './dataPrompt.ts';
import type { DataPrompt, ReadData } from './dataPrompt.ts';
import { LINE_TEXTS as T } from './lineTexts.ts';

type FieldCheck = readonly [test: (value: unknown) => boolean, expected: string];
const isText = (value: unknown) => typeof value === 'string';

const OWN: Readonly<Record<string, FieldCheck>> = {
  id: [isText, T.expected.text],
  images: [(value) => Array.isArray(value) && value.every(isText), T.expected.paths],
  question: [isText, T.expected.text],
  split: [(value) => value === 'train' || value === 'heldOut', T.expected.split],
};
const FIELDS: ReadonlyMap<string, FieldCheck> = new Map([
  ...Object.entries(OWN),
  ...TRUTH_NAMES.map((field): [string, FieldCheck] => [
    field,
    [(value) => isTruthValue(field, value), EXPECTED[TRUTH_KINDS[field]]],
  ]),
]);
export const KNOWN_FIELDS: readonly string[] = [...FIELDS.keys()];
/** Every spelling → the name of the field. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  KNOWN_FIELDS.flatMap((name) => [
    [snakeCase(name), name],
    [name, name],
  ]),
);

const textOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : value);

/** Data sets write numbers where a text is meant: {"answer": 5} is "5". */
function meant(name: string, value: unknown): unknown {
  const kind = Object.hasOwn(TRUTH_KINDS, name)
    ? TRUTH_KINDS[name as keyof typeof TRUTH_KINDS]
    : name === 'id' && 'text';
  if (kind === 'text') return textOf(value);
  if (kind === 'texts' || kind === 'facts') return Array.isArray(value) ? value.map(textOf) : value;
  if (kind === 'triples')
    return Array.isArray(value) ? value.map((one) => (Array.isArray(one) ? one.map(textOf) : one)) : value;
  if (kind !== 'slots' || !isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([slot, answer]) => [slot, textOf(answer)]));
}

type Line = { readonly prompt: DataPrompt; readonly unknown: readonly string[] } | { readonly problem: string };

function readLine(text: string, where: string): Line {
  const value = parseJson(text);
  if (value === undefined) return { problem: T.notJson(where) };
  if (!isRecord(value)) return { problem: T.noObject(where) };
  return readPromptRow(value, where);
}

/** One object with our own fields. `where` starts the sentence about it. */
export function readPromptRow(value: Readonly<Record<string, unknown>>, where: string): Line {
  const prompt: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const [spelling, given] of Object.entries(value)) {
    const name = SPELLINGS.get(spelling);
    if (name === undefined) unknown.push(spelling);
    else if (given === null)
      continue; // absent, as tables write it
    else if (Object.hasOwn(prompt, name)) return { problem: T.twice(where, name, snakeCase(name)) };
    else {
      const [test, expected] = FIELDS.get(name)!;
      prompt[name] = meant(name, given);
      if (!test(prompt[name])) return { problem: T.wrong(where, spelling, expected) };
    }
  }
  for (const name of ['images', 'question']) if (!(name in prompt)) return { problem: T.missing(where, name) };
  return { prompt: prompt as unknown as DataPrompt, unknown };
}

export interface ReadLines extends ReadData {
  /** [prompts] the line, counted from 1, that each stands in. */
  readonly lines: readonly number[];
}

export function readPromptLines(text: string, file: string): ReadLines {
  const prompts: DataPrompt[] = [];
  const lines: number[] = [];
  const refused: string[] = [];
  const strays = new Map<string, number>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line, T.line(file, i + 1));
    if ('problem' in read) refused.push(read.problem);
    else {
      prompts.push(read.prompt);
      lines.push(i + 1);
      for (const name of read.unknown) strays.set(name, (strays.get(name) ?? 0) + 1);
    }
  }
  if (prompts.length + refused.length === 0) refused.push(T.noPrompts(file));
  return { prompts, lines, refused, ...(strays.size > 0 ? { ignored: T.ignored(file, strays, KNOWN_FIELDS) } : {}) };
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
