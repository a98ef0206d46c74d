// What: a prompt as an object of JSON (a line of a .jsonl file, a row of a table) ↔ a prompt. Every field of the truth may be there, also in
// snake case (accepted_answers). A field of the wrong form refuses its row; unknown fields are named.
// Units: boxes and points are fractions of the first picture, unless the row says which others.
import { EXPECTED, isTruthValue, snakeCase, TRUTH_KINDS, TRUTH_NAMES } from '../4-rewards/truthValues.ts';
import type { TruthKind } from '../4-rewards/truthValues.ts';
import { isRecord, rounded } from './dataPrompt.ts';
import type { DataPrompt } from './dataPrompt.ts';
import { LINE_TEXTS as T } from './lineTexts.ts';

export const UNITS = ['fractions', 'pixels', 'thousandths'] as const;
export const BOX_FORMS = ['xyxy', 'xywh'] as const;

/** What a row may say beside the prompt itself: how its boxes and points are to be taken. */
export interface RowPrompt extends DataPrompt {
  readonly units?: (typeof UNITS)[number];
  readonly boxForm?: (typeof BOX_FORMS)[number];
  /** [pixels] of the picture that they were counted in, where it is not the file. */
  readonly width?: number;
  readonly height?: number;
}

type FieldCheck = readonly [test: (value: unknown) => boolean, expected: string];
const isText = (value: unknown) => typeof value === 'string';
const isSide = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value > 0;
const oneOf = (words: readonly string[]): FieldCheck => [
  (value) => isText(value) && words.includes(value as string),
  T.expected.oneOf(words),
];

const OWN: Readonly<Record<string, FieldCheck>> = {
  id: [isText, T.expected.text],
  images: [(value) => Array.isArray(value) && value.every(isText), T.expected.paths],
  question: [isText, T.expected.text],
  split: oneOf(['train', 'heldOut']),
};
const HOW: Readonly<Record<string, FieldCheck>> = {
  units: oneOf(UNITS),
  boxForm: oneOf(BOX_FORMS),
  width: [isSide, T.expected.side],
  height: [isSide, T.expected.side],
};
const FIELDS: ReadonlyMap<string, FieldCheck> = new Map([
  ...Object.entries(OWN),
  ...TRUTH_NAMES.map((field): [string, FieldCheck] => [
    field,
    [(value) => isTruthValue(field, value), EXPECTED[TRUTH_KINDS[field]]],
  ]),
  ...Object.entries(HOW),
]);
export const KNOWN_FIELDS: readonly string[] = [...FIELDS.keys()];
/** Every spelling → the name of the field. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ...KNOWN_FIELDS.flatMap((name): [string, string][] => [
    [snakeCase(name), name],
    [name, name],
  ]),
  ['image', 'images'],
]);

/** Whether a row has a field of this name, in either spelling. */
export const isOwnField = (spelling: string): boolean => SPELLINGS.has(spelling);

const textOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : value);
const numberOf = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value);
const each = (value: unknown, change: (item: unknown) => unknown) => (Array.isArray(value) ? value.map(change) : value);
/** One place stands for a list of one: [0.1, 0.2, 0.5, 0.8]. */
const listed = (value: unknown, length: number) =>
  Array.isArray(value) && value.length === length && value.every((item) => typeof item === 'number') ? [value] : value;

const MEANT: Readonly<Record<TruthKind | 'paths', (value: unknown) => unknown>> = {
  text: textOf,
  texts: (value) => each(value, textOf),
  facts: (value) => each(value, textOf),
  number: numberOf,
  numbers: (value) => each(value, numberOf),
  boxes: (value) =>
    listed(
      each(each(value, numberOf), (box) => each(box, numberOf)),
      4,
    ),
  points: (value) =>
    listed(
      each(each(value, numberOf), (point) => each(point, numberOf)),
      2,
    ),
  triples: (value) => each(value, (triple) => each(triple, textOf)),
  slots: (value) =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).map(([slot, answer]) => [slot, textOf(answer)])) : value,
  paths: (value) => (isText(value) ? [value] : value),
};
const OWN_KINDS: ReadonlyMap<string, keyof typeof MEANT> = new Map([
  ['id', 'text'],
  ['images', 'paths'],
  ['width', 'number'],
  ['height', 'number'],
  ...Object.entries(TRUTH_KINDS),
]);

/** Data sets write numbers where a text is meant ({"answer": 5} is "5"), and texts where numbers are. */
function meant(name: string, value: unknown): unknown {
  const kind = OWN_KINDS.get(name);
  return kind === undefined ? value : MEANT[kind](value);
}

export type ReadRow =
  { readonly prompt: RowPrompt; readonly unknown: readonly string[] } | { readonly problem: string };

/** One object with our own fields. `where` starts the sentence about it. */
export function readPromptRow(value: Readonly<Record<string, unknown>>, where: string): ReadRow {
  const prompt: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const [spelling, given] of Object.entries(value)) {
    const name = SPELLINGS.get(spelling);
    if (name === undefined) unknown.push(spelling);
    else if (given === null)
      continue; // absent, as tables write it
    else if (Object.hasOwn(prompt, name)) return { problem: T.twice(where, name, otherSpelling(value, name)) };
    else {
      const [test, expected] = FIELDS.get(name)!;
      prompt[name] = meant(name, given);
      if (!test(prompt[name])) return { problem: T.wrong(where, spelling, expected) };
    }
  }
  for (const name of ['images', 'question']) if (!(name in prompt)) return { problem: T.missing(where, name) };
  return { prompt: prompt as unknown as RowPrompt, unknown };
}

const otherSpelling = (value: object, name: string) =>
  Object.keys(value).find((spelling) => spelling !== name && SPELLINGS.get(spelling) === name)!;

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
