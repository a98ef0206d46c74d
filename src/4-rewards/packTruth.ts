// What: the truth of every prompt as the words that reward shaders read (layout in shaders/4-rewards/layout.wgsl). Only the
// fields that a reward names are packed; nothing is cut.
// Shapes: table [P × TRUTH_COUNT × 2], four zeros, then the items; u32, floats bit-cast.
import { TRUTH, TRUTH_COUNT } from './layout.ts';
import { numberOfText } from './readNumber.ts';
import { TRUTH_COLUMNS, READABLE_FIELDS } from './truthFields.ts';
import type { TruthColumn, TruthField } from './truthFields.ts';
import type { Truth } from './types.ts';

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);
const bitsOf = (value: number) => ((float[0] = value), bits[0]!);

/** Words that grow, with the texts that will stand behind them. */
class Packed {
  readonly words: number[];
  private readonly texts: { readonly at: number; readonly bytes: Uint8Array }[] = [];

  constructor(table: number) {
    this.words = new Array<number>(table + 4).fill(0);
  }

  text(text: string): void {
    const bytes = new TextEncoder().encode(text);
    const value = numberOfText(bytes);
    this.texts.push({ at: this.words.length, bytes });
    this.words.push(0, bytes.length, value === null ? 0 : 1, bitsOf(value ?? 0));
  }

  finish(): Uint32Array {
    const length = this.texts.reduce((sum, { bytes }) => sum + Math.ceil(bytes.length / 4), this.words.length);
    const made = new Uint32Array(length);
    const asBytes = new Uint8Array(made.buffer);
    made.set(this.words);
    let next = this.words.length * 4;
    for (const { at, bytes } of this.texts) {
      made[at] = next;
      asBytes.set(bytes, next);
      next += Math.ceil(bytes.length / 4) * 4;
    }
    return made;
  }
}

const NAMES: Readonly<Partial<Record<TruthField, string>>> = { boxes: 'A true box', points: 'A true point' };
const SIZES: Readonly<Partial<Record<TruthField, number>>> = { boxes: 4, points: 2 };

function checkNumbers({ field }: TruthColumn, items: readonly (readonly number[])[]): void {
  const what = NAMES[field] ?? `The truth's ${field}`;
  for (const item of items) {
    if (!Array.isArray(item) || item.length !== (SIZES[field] ?? 1) || !item.every(Number.isFinite)) {
      const size = SIZES[field] ? `${SIZES[field]} finite numbers` : 'finite numbers';
      throw new Error(`${what} (${String(item)}) must be ${size}.`);
    }
    const [x0, y0, x1, y1] = item as number[];
    if (field === 'boxes' && !(x0! < x1! && y0! < y1!)) {
      throw new Error(`The true box (${item.join(', ')}) has no area: it needs x0 < x1 and y0 < y1.`);
    }
  }
}

function checkWhole({ answerOption, options, triples }: Truth): void {
  if (answerOption !== undefined && options && !(options[answerOption] !== undefined)) {
    throw new Error(
      `The truth's answerOption is ${answerOption}, but there are ${options.length} options, counted from 0.`,
    );
  }
  const broken = triples?.find((triple) => !Array.isArray(triple) || triple.length !== 3);
  if (broken) throw new Error(`The triple (${String(broken)}) must be three strings: subject, predicate, object.`);
}

/** Throws a sentence where a value cannot be meant. */
export function packTruth(truths: readonly Truth[], fields: readonly TruthField[] = READABLE_FIELDS): Uint32Array {
  const packed = new Packed(truths.length * TRUTH_COUNT * 2);
  const columns = TRUTH_COLUMNS.filter(({ field }) => fields.includes(field));
  for (const [p, truth] of truths.entries()) {
    checkWhole(truth);
    for (const column of columns) {
      const texts = column.texts?.(truth) ?? [];
      const items = column.numbers?.(truth) ?? [];
      checkNumbers(column, items);
      const cell = 2 * (p * TRUTH_COUNT + TRUTH[column.name]!);
      packed.words[cell] = packed.words.length;
      packed.words[cell + 1] = texts.length + items.length;
      for (const text of texts) {
        if (typeof text !== 'string')
          throw new Error(`The truth's ${column.field} must hold strings, not ${typeof text}.`);
        packed.text(text);
      }
      for (const value of items.flat()) packed.words.push(bitsOf(value));
    }
  }
  return packed.finish();
}
