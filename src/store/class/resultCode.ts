// What: the result of one run ↔ a short text that a learner sends and a teacher pastes: `RS1.<body>.<checksum>`, both in base 32. Nothing else is
// in it than what `Result` names. Read strictly: what was changed on the way, cut off, or made up is refused, for a reason.
// Layout of the body: tag, flags, name, recipe, seed, steps, lesson, predictions, metric, points of the curve (count, steps as differences,
//   values), greedy rewards. The checksum is that of the version and the body.
import type { PredictionValue } from '../../lessons/lesson.ts';
import { fromBase32, toBase32 } from './base32.ts';
import { crc32 } from './crc32.ts';
import { cleanText } from './foreignText.ts';
import { ByteReader, ByteWriter } from './resultBytes.ts';

export const CODE_VERSION = 1;
export const MAX_POINTS = 40;
export const MAX_NAME = 40;
export const MAX_ID = 60;
export const MAX_PREDICTIONS = 24;
const MAX_STEP = 1e9;
const MAX_U32 = 0xffffffff;
export const SUM_SIGNS = 7;

export interface ResultPrediction {
  /** Id of the step of the lesson. */
  readonly step: string;
  readonly value: PredictionValue;
}

export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

export interface Result {
  /** Tells pages apart whose runs are alike; made by chance, u32. */
  readonly tag: number;
  /** As the learner typed it; '' = none. */
  readonly name: string;
  readonly recipe: string;
  readonly seed: number;
  /** Finished steps of the run. */
  readonly steps: number;
  /** Id; '' = outside of lessons. */
  readonly lesson: string;
  readonly predictions: readonly ResultPrediction[];
  /** Name of the metric of the curve. */
  readonly metric: string;
  /** At most MAX_POINTS, in the order of their steps. */
  readonly curve: readonly CurvePoint[];
  /** Mean weighted reward of the greedy answers; null = not asked for. */
  readonly before: number | null;
  readonly after: number | null;
  /** The learner saw a recorded run. */
  readonly recorded: boolean;
}

export type CodeFault = 'cut' | 'changed' | 'newer' | 'damaged';

export class CodeError extends Error {
  override readonly name = 'CodeError';
  constructor(readonly fault: CodeFault) {
    super(fault);
  }
}

const fits = (value: number) => Number.isFinite(value) && Math.abs(value) < 3e38;

/** At most `most` of them, the first and the last among them, at equal distances. */
export function thinned<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]!);
}

function writePrediction(out: ByteWriter, { step, value }: ResultPrediction): void {
  out.text(cleanText(step, MAX_ID));
  out.whole(typeof value === 'string' ? 0 : typeof value === 'number' ? 1 : 2);
  if (typeof value === 'string') return out.text(cleanText(value, MAX_ID));
  if (typeof value === 'number') return out.float64(value);
  const drawn = thinned(value, MAX_POINTS);
  out.whole(drawn.length);
  out.values(drawn);
}

function readPrediction(from: ByteReader): ResultPrediction {
  const step = idIn(from);
  const kind = from.whole(2);
  const value = kind === 0 ? idIn(from) : kind === 1 ? from.float64() : from.values(from.whole(MAX_POINTS));
  return { step, value };
}

const isWritten = ({ value }: ResultPrediction) =>
  typeof value === 'string' || (typeof value === 'number' ? Number.isFinite(value) : value.every(fits));

/** A sign takes at most four bytes. */
const idIn = (from: ByteReader) => cleanText(from.text(4 * MAX_ID), MAX_ID);

function bytesOf(result: Result): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  const greedy = [result.before, result.after].map((value) => (value !== null && fits(value) ? value : null));
  out.whole(result.tag);
  out.whole(greedy.reduce<number>((flags, value, i) => flags + (value === null ? 0 : 1 << i), result.recorded ? 4 : 0));
  out.text(cleanText(result.name, MAX_NAME));
  out.text(cleanText(result.recipe, MAX_ID));
  out.whole(result.seed);
  out.whole(result.steps);
  out.text(cleanText(result.lesson, MAX_ID));
  const predictions = result.predictions.filter(isWritten).slice(0, MAX_PREDICTIONS);
  out.whole(predictions.length);
  for (const prediction of predictions) writePrediction(out, prediction);
  out.text(cleanText(result.metric, MAX_ID));
  const finite = result.curve.filter(({ value }) => fits(value));
  const curve = thinned(finite, MAX_POINTS);
  out.whole(curve.length);
  curve.forEach(({ step }, i) => out.whole(step - (curve[i - 1]?.step ?? 0)));
  out.values(curve.map(({ value }) => value));
  for (const value of greedy) if (value !== null) out.float32(value);
  return out.done();
}

function resultOf(bytes: Uint8Array<ArrayBuffer>): Result {
  const from = new ByteReader(bytes);
  const tag = from.whole(MAX_U32);
  const flags = from.whole(7);
  const name = cleanText(from.text(4 * MAX_NAME), MAX_NAME);
  const recipe = idIn(from);
  const seed = from.whole(MAX_U32);
  const steps = from.whole(MAX_STEP);
  const lesson = idIn(from);
  const predictions = Array.from({ length: from.whole(MAX_PREDICTIONS) }, () => readPrediction(from));
  const metric = idIn(from);
  const count = from.whole(MAX_POINTS);
  let last = 0;
  const at = Array.from({ length: count }, (_, i) => {
    const more = from.whole(MAX_STEP);
    if (i > 0 && more === 0) throw new RangeError('a step comes twice');
    return (last += more);
  });
  const values = from.values(count);
  const curve = at.map((step, i) => ({ step, value: values[i]! }));
  const before = flags & 1 ? from.float32() : null;
  const after = flags & 2 ? from.float32() : null;
  from.end();
  const recorded = (flags & 4) !== 0;
  return { tag, name, recipe, seed, steps, lesson, predictions, metric, curve, before, after, recorded };
}

function sumOf(body: Uint8Array): string {
  const sum = crc32(Uint8Array.from([CODE_VERSION, ...body]));
  return toBase32(Uint8Array.of(sum >>> 24, sum >>> 16, sum >>> 8, sum));
}

export function encodeResult(result: Result): string {
  const bytes = bytesOf(result);
  return `RS${CODE_VERSION}.${toBase32(bytes)}.${sumOf(bytes)}`;
}

/** The parts as they stand in a code, without spaces. Throws a CodeError. */
export function decodeParts(version: number, body: string, sum: string): Result {
  if (version > CODE_VERSION) throw new CodeError('newer');
  if (sum.length < SUM_SIGNS || body === '') throw new CodeError('cut');
  const bytes = fromBase32(body);
  const told = fromBase32(sum);
  if (version !== CODE_VERSION || !bytes || !told || toBase32(told) !== sumOf(bytes)) throw new CodeError('changed');
  try {
    return resultOf(bytes);
  } catch {
    throw new CodeError('damaged');
  }
}
