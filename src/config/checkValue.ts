// What: whether a value fits a knob, and the nearest known name for a typo.
import { shownValue, withShortWords } from './shownValue.ts';
import type { Knob, UseValue } from './knob.ts';

/** What is wrong with a setting, in one sentence. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(message: string) {
    super(withShortWords(message));
  }
}

/** Levenshtein distance: insertions, deletions and replacements of one letter. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(row[j - 1]! + 1, previous[j]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}

/** Longer than any known name; comparing takes as long as both together are wide. */
const MOST_LETTERS = 60;

export function nearestName(wanted: string, known: Iterable<string>): string {
  const letters = wanted.slice(0, MOST_LETTERS).toLowerCase();
  const scored = [...known].map((name) => ({ name, distance: editDistance(letters, name.toLowerCase()) }));
  return scored.reduce((best, next) => (next.distance < best.distance ? next : best)).name;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const range = ({ min, max, unit }: Knob) => `from ${min} to ${max}${unit ? ` ${unit}` : ''}`;
const isText = (value: unknown): value is string => typeof value === 'string';

function checkNumber(name: string, knob: Knob, value: unknown): asserts value is number {
  const integer = knob.kind === 'integer';
  const fits = typeof value === 'number' && Number.isFinite(value) && (!integer || Number.isInteger(value));
  if (fits && value >= (knob.min ?? -Infinity) && value <= (knob.max ?? Infinity)) return;
  const what = integer ? 'a whole number' : 'a number';
  const where = knob.min === undefined ? '' : ` ${range(knob)}`;
  throw new ConfigError(`${name} is ${shownValue(value)}; it must be ${what}${where}.`);
}

/** Shortest text of a document, so that equal ones are equal texts. */
function documentText(name: string, { choices, document }: Knob, value: unknown): string {
  if (isText(value) && choices!.includes(value)) return value;
  let json = value;
  if (isText(value) && value.trim().startsWith('{')) {
    try {
      json = JSON.parse(value);
    } catch (error) {
      throw new ConfigError(`${name} cannot be read as JSON: ${(error as Error).message}.`);
    }
  }
  if (!isObject(json)) {
    const known = choices!.join(', ');
    throw new ConfigError(`${name} is ${shownValue(value)}; it must be one of ${known}, or a JSON object.`);
  }
  try {
    document!.check(json);
  } catch (error) {
    throw new ConfigError((error as Error).message);
  }
  return JSON.stringify(json);
}

/** Returns the value if the knob allows it; throws a ConfigError otherwise. Lists of uses: readUses. */
export function checkValue(name: string, knob: Knob, value: unknown): UseValue {
  const refuse = (expected: string) => {
    throw new ConfigError(`${name} is ${shownValue(value)}; it must be ${expected}.`);
  };
  if (value === null && knob.nullable) return null;
  switch (knob.kind) {
    case 'number':
    case 'integer':
      checkNumber(name, knob, value);
      break;
    case 'boolean':
      if (typeof value !== 'boolean') refuse('true or false');
      break;
    case 'choice':
      if (!isText(value) || !knob.choices!.includes(value)) refuse(`one of ${knob.choices!.join(', ')}`);
      break;
    case 'document':
      return documentText(name, knob, value);
    case 'text':
      if (!isText(value)) refuse('a string');
      break;
    case 'names':
      if (!Array.isArray(value) || !value.every(isText)) refuse('a list of names');
      break;
    case 'numbers':
      if (!Array.isArray(value)) refuse('a list of numbers');
      for (const item of value as unknown[]) checkNumber(name, knob, item);
      break;
    case 'blocks':
      refuse('read by readUses');
  }
  return value as UseValue;
}
