// What: fields of the truth as the page shows and edits them: lists of texts one per line, anything else in words.
import { isPromptField, TRUTH_COLUMNS, TRUTH_FIELDS } from '../../4-rewards/truthFields.ts';
import type { TruthReaders } from '../../4-rewards/truthFields.ts';
import { truthOf } from '../../4-rewards/truthParts.ts';
import type { FurtherTruth, TruthParts } from '../../4-rewards/truthParts.ts';
import { TRUTH_KINDS } from '../../4-rewards/truthValues.ts';

type Fact = TruthParts['facts'][number];
const textOf = (fact: Fact) => (typeof fact === 'string' ? fact : fact.text);

export const linesOfFacts = (facts: readonly Fact[]) => facts.map(textOf).join('\n');

/** A fact keeps its kind and weight while its line is edited, moved, or others come and go. */
export function factsOfLines(lines: string, before: readonly Fact[]): readonly Fact[] {
  if (lines === '') return [];
  const texts = lines.split('\n');
  const sameNumber = texts.length === before.length;
  return texts.map((text, i) => {
    const known = before.find((fact) => textOf(fact) === text) ?? (sameNumber ? before[i] : undefined);
    return known === undefined || typeof known === 'string' ? text : { ...known, text };
  });
}

export interface TypedField {
  readonly field: keyof FurtherTruth;
  /** One item per line. */
  readonly isList: boolean;
  readonly readers: readonly string[];
}

const ELSEWHERE: readonly string[] = ['answer', 'facts', 'boxes', 'labels'] satisfies readonly (keyof TruthParts)[];

/** Fields of text that a reward of the run reads: each gets a text field. */
export function typedFields(readers: TruthReaders): readonly TypedField[] {
  const whole = TRUTH_COLUMNS.filter(({ name, field }) => name === field).map(({ field }) => field);
  const fields = whole.filter(isPromptField).filter((field) => !ELSEWHERE.includes(field));
  return fields.flatMap((field) => {
    const kind = TRUTH_KINDS[field];
    const reading = [...readers].flatMap(([name, fields]) => (fields.includes(field) ? [name] : []));
    if (reading.length === 0 || (kind !== 'text' && kind !== 'texts')) return [];
    return [{ field: field as keyof FurtherTruth, isList: kind === 'texts', readers: reading }];
  });
}

const textsOf = (value: unknown) => (Array.isArray(value) ? value.join('\n') : typeof value === 'string' ? value : '');
export const typedText = ({ further }: TruthParts, { field }: TypedField): string => textsOf(further[field]);
export const typedValue = (text: string, { isList }: TypedField): unknown => (isList && text ? text.split('\n') : text);

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(value.some(Array.isArray) ? '\n' : ', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, item]) => `${name}: ${inWords(item)}`)
    .join('\n');
}

/** What else is known, in words: what has no field of its own on the page. */
export function listedFields(prompt: TruthParts, typed: readonly TypedField[]): readonly (readonly [string, string])[] {
  const truth = truthOf(prompt);
  return TRUTH_FIELDS.filter(
    (field) => truth[field] !== undefined && !ELSEWHERE.includes(field) && typed.every((one) => one.field !== field),
  ).map((field) => {
    const value = truth[field];
    return [field, TRUTH_KINDS[field] === 'texts' ? textsOf(value) : inWords(value)];
  });
}
