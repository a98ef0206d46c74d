// What: all knobs as one table by leaf name (leaf names are unique over the axes), and the nearest known name for a typo.
import { AXES } from './config.ts';
import type { AxisName } from './config.ts';
import type { Knob, KnobValue } from './knob.ts';

export interface KnobEntry {
  readonly axis: AxisName;
  readonly name: string;
  readonly knob: Knob;
}

const entries: KnobEntry[] = Object.entries(AXES).flatMap(([axis, table]) =>
  Object.entries(table as Record<string, Knob>).map(([name, knob]) => ({ axis: axis as AxisName, name, knob })),
);

/** Every leaf of the configuration, in the order of the pipeline. */
export const KNOBS: ReadonlyMap<string, KnobEntry> = new Map(entries.map((entry) => [entry.name, entry]));

/** What is wrong with a setting, in one sentence. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
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

export function nearestName(wanted: string, known: Iterable<string>): string {
  const scored = [...known].map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }));
  return scored.reduce((best, next) => (next.distance < best.distance ? next : best)).name;
}

export function knobEntry(name: string): KnobEntry {
  const entry = KNOBS.get(name);
  if (entry) return entry;
  throw new ConfigError(`There is no setting '${name}'; did you mean '${nearestName(name, KNOBS.keys())}'?`);
}

const range = ({ min, max, unit }: Knob) => `from ${min} to ${max}${unit ? ` ${unit}` : ''}`;
const isText = (value: unknown): value is string => typeof value === 'string';

function checkNumber(name: string, knob: Knob, value: unknown): asserts value is number {
  const integer = knob.kind === 'integer';
  const fits = typeof value === 'number' && Number.isFinite(value) && (!integer || Number.isInteger(value));
  if (fits && value >= (knob.min ?? -Infinity) && value <= (knob.max ?? Infinity)) return;
  const what = integer ? 'a whole number' : 'a number';
  throw new ConfigError(`${name} is ${JSON.stringify(value)}; it must be ${what} ${range(knob)}.`);
}

/** Returns the value if the knob allows it; throws a ConfigError otherwise. */
export function checkLeaf(name: string, value: unknown): KnobValue {
  const { knob } = knobEntry(name);
  const refuse = (expected: string) => {
    throw new ConfigError(`${name} is ${JSON.stringify(value)}; it must be ${expected}.`);
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
    case 'text':
      if (!isText(value)) refuse('a text');
      break;
    case 'names':
      if (!Array.isArray(value) || !value.every(isText)) refuse('a list of names');
      break;
    case 'numbers':
      if (!Array.isArray(value)) refuse('a list of numbers');
      for (const item of value as unknown[]) checkNumber(name, knob, item);
      break;
  }
  return value as KnobValue;
}
