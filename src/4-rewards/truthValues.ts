// What: what each field of the truth must hold, said once: for data files, the command line, links, run files and the messages to
// the engine. A field that is added to Truth does not compile until it has a kind here.
// Units: boxes and points are fractions of the first picture.
import type { Box } from '../1-image/types.ts';
import type { Fact, PromptField, Truth } from './types.ts';

interface Kinds {
  readonly text: string;
  readonly texts: readonly string[];
  readonly number: number;
  readonly numbers: readonly number[];
  readonly boxes: readonly Box[];
  readonly points: readonly (readonly [number, number])[];
  readonly triples: readonly (readonly [string, string, string])[];
  readonly facts: readonly (string | Fact)[];
  readonly slots: Readonly<Record<string, string>>;
}
export type TruthKind = keyof Kinds;
type KindOf<V> = { [K in TruthKind]: [V, Kinds[K]] extends [Kinds[K], V] ? K : never }[TruthKind];

export const TRUTH_KINDS: { readonly [F in PromptField]-?: KindOf<NonNullable<Truth[F]>> } = {
  answer: 'text',
  acceptedAnswers: 'texts',
  boxes: 'boxes',
  labels: 'texts',
  facts: 'facts',
  points: 'points',
  order: 'numbers',
  captions: 'texts',
  triples: 'triples',
  referenceSteps: 'texts',
  expertText: 'text',
  program: 'text',
  options: 'texts',
  answerOption: 'number',
  quality: 'number',
  hiddenSlots: 'slots',
};
type Field = PromptField;
export const TRUTH_NAMES = Object.keys(TRUTH_KINDS) as readonly Field[];

/** The name of a field in data that is written in snake case: accepted_answers. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Its name in a sentence: accepted answers. */
export const fieldInWords = (name: string): string => snakeCase(name).replaceAll('_', ' ');

/** What a sentence says that a field must be. */
export const EXPECTED: Readonly<Record<TruthKind, string>> = {
  text: 'a string',
  texts: 'a list of strings',
  number: 'a number',
  numbers: 'a list of numbers',
  boxes: 'a list of boxes [x0, y0, x1, y1]',
  points: 'a list of points [x, y]',
  triples: 'a list of triples [subject, predicate, object]',
  facts: 'a list of strings, or of {text, kind, weight}',
  slots: 'an object of strings',
};

type Test = (value: unknown) => boolean;
const isText: Test = (value) => typeof value === 'string';
const isNumber: Test = (value) => typeof value === 'number';
const listOf =
  (test: Test, length?: number): Test =>
  (value) =>
    Array.isArray(value) && value.every(test) && (length === undefined || value.length === length);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isAbsentOr = (test: Test, value: unknown) => value === undefined || test(value);

const isFact: Test = (value) => {
  if (!isObject(value)) return isText(value);
  const { text, kind, weight, ...more } = value;
  return isText(text) && isAbsentOr(isText, kind) && isAbsentOr(isNumber, weight) && Object.keys(more).length === 0;
};

const TESTS: Readonly<Record<TruthKind, Test>> = {
  text: isText,
  texts: listOf(isText),
  number: isNumber,
  numbers: listOf(isNumber),
  boxes: listOf(listOf(isNumber, 4)),
  points: listOf(listOf(isNumber, 2)),
  triples: listOf(listOf(isText, 3)),
  facts: listOf(isFact),
  slots: (value) => isObject(value) && Object.values(value).every(isText),
};

const isFinite = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).every(isFinite)
    : typeof value !== 'number' || Number.isFinite(value);

export const isTruthField = (name: string): name is Field => Object.hasOwn(TRUTH_KINDS, name);

/** Whether the value has the form of the field; what can be scored is checked with the numbers themselves (packTruth.ts). */
export const hasForm = (field: Field, value: unknown): boolean => TESTS[TRUTH_KINDS[field]](value);

/** Whether the field may hold this value, its numbers included: what comes from outside. */
export const isTruthValue = (field: Field, value: unknown): boolean => hasForm(field, value) && isFinite(value);

/** In words; null where every field is known and has its form. An absent field may be undefined. */
export function truthProblem(truth: Readonly<Record<string, unknown>>, fits = hasForm): string | null {
  for (const [name, value] of Object.entries(truth)) {
    if (!isTruthField(name)) return `there is no '${name}'; the fields are ${TRUTH_NAMES.join(', ')}`;
    if (value !== undefined && !fits(name, value)) return `${name} must be ${EXPECTED[TRUTH_KINDS[name]]}`;
  }
  return null;
}

/** Whether it says nothing: absent, an empty text, or a list or object of nothing. */
export function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (typeof value !== 'object' || value === null) return value === undefined || value === null;
  return Object.keys(value).length === 0 || (Array.isArray(value) && value.every(isBlank));
}
