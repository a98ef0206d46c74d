// What: the named fields of the truth: what each holds, and which functions of shaders/4-rewards/truth.wgsl read it.
import { rewardShaderText } from '../gpu/rewardShaders.ts';
import { isBlank } from './truthValues.ts';
import type { PromptField, Truth } from './types.ts';

/** What rewards may read. */
export type TruthField = keyof Truth;

/** A field as it lies in the buffer: texts, or numbers of which `size` make an item. */
export interface TruthColumn {
  /** Its name in TRUTH of layout.ts. */
  readonly name: string;
  readonly field: TruthField;
  readonly texts?: (truth: Truth) => readonly string[];
  readonly numbers?: (truth: Truth) => readonly (readonly number[])[];
}

const text = (field: TruthField, texts: TruthColumn['texts']): TruthColumn => ({ name: field, field, texts: texts! });
const one = (value: string | undefined) => (value === undefined ? [] : [value]);
const single = (value: number | undefined) => (value === undefined ? [] : [[value]]);

export const TRUTH_COLUMNS: readonly TruthColumn[] = [
  text('answer', ({ answer }) => one(answer)),
  text('acceptedAnswers', ({ acceptedAnswers = [] }) => acceptedAnswers),
  { name: 'boxes', field: 'boxes', numbers: ({ boxes = [] }) => boxes },
  text('labels', ({ labels = [] }) => labels),
  text('facts', ({ facts = [] }) => facts.map((fact) => (typeof fact === 'string' ? fact : fact.text))),
  {
    name: 'factKinds',
    field: 'facts',
    texts: ({ facts = [] }) => facts.map((fact) => (typeof fact === 'string' ? '' : (fact.kind ?? ''))),
  },
  {
    name: 'factWeights',
    field: 'facts',
    numbers: ({ facts = [] }) => facts.map((fact) => [typeof fact === 'string' ? 1 : (fact.weight ?? 1)]),
  },
  { name: 'points', field: 'points', numbers: ({ points = [] }) => points },
  { name: 'order', field: 'order', numbers: ({ order = [] }) => order.map((place) => [place]) },
  text('captions', ({ captions = [] }) => captions),
  text('triples', ({ triples = [] }) => triples.flat()),
  text('referenceSteps', ({ referenceSteps = [] }) => referenceSteps),
  text('expertText', ({ expertText }) => one(expertText)),
  text('program', ({ program }) => one(program)),
  text('options', ({ options = [] }) => options),
  { name: 'answerOption', field: 'answerOption', numbers: ({ answerOption }) => single(answerOption) },
  { name: 'quality', field: 'quality', numbers: ({ quality }) => single(quality) },
  { name: 'slotNames', field: 'hiddenSlots', texts: ({ hiddenSlots = {} }) => Object.keys(hiddenSlots) },
  { name: 'slotValues', field: 'hiddenSlots', texts: ({ hiddenSlots = {} }) => Object.values(hiddenSlots) },
  text('question', ({ question }) => one(question)),
];

export const READABLE_FIELDS: readonly TruthField[] = [...new Set(TRUTH_COLUMNS.map(({ field }) => field))];
export const isPromptField = (field: TruthField): field is PromptField => field !== 'question';
export const TRUTH_FIELDS: readonly PromptField[] = READABLE_FIELDS.filter(isPromptField);

const fieldOf = (constant: string): TruthField =>
  TRUTH_COLUMNS.find(({ name }) => name.replace(/[A-Z]/g, '_$&').toUpperCase() === constant)!.field;

/** Field by the name of a function that reads it: truthBox → boxes. */
const READERS: ReadonlyMap<string, TruthField> = new Map(
  rewardShaderText('truth')
    .split(/^fn /m)
    .slice(1)
    .flatMap((code) => {
      const constant = /\bTRUTH_(?!COUNT\b)(\w+)/.exec(code)?.[1];
      return constant ? [[/^\w+/.exec(code)![0], fieldOf(constant)] as const] : [];
    }),
);

export interface TruthMention {
  readonly field: TruthField;
  readonly reader: string;
  readonly line: number;
}

/** Every field that a shader reads, with the function that does and where it first occurs. */
export function truthMentions(wgsl: string): TruthMention[] {
  const found = new Map<TruthField, TruthMention>();
  for (const [i, line] of wgsl.split('\n').entries()) {
    for (const [, reader] of line.replace(/\/\/.*$/, '').matchAll(/\b(\w+)\s*\(/g)) {
      const field = READERS.get(reader!);
      if (field && !found.has(field)) found.set(field, { field, reader: reader!, line: i + 1 });
    }
  }
  return [...found.values()];
}

/** The fields that a reward's text reads: those of its header, else those whose functions it calls. Lenient: a text may be half written. */
export function truthRead(wgsl: string): readonly TruthField[] {
  const named = [...wgsl.matchAll(/^\/\/ Truth:\s*(.+)$/gm)].flatMap(([, line]) => line!.split(','));
  const words = named.map((part) => /^\w*/.exec(part.trim())![0]);
  const fields = READABLE_FIELDS.filter((field) => words.includes(field));
  return fields.length > 0 ? fields : truthMentions(wgsl).map(({ field }) => field);
}

/** What each reward of a run reads, by its name. */
export type TruthReaders = ReadonlyMap<string, readonly TruthField[]>;

/** The first reward that finds none of its fields filled, and these. */
export function blindReward(truth: Truth, readers: TruthReaders): readonly [string, readonly PromptField[]] | null {
  for (const [name, read] of readers) {
    const fields = read.filter(isPromptField);
    if (fields.length > 0 && fields.every((field) => isBlank(truth[field]))) return [name, fields];
  }
  return null;
}
