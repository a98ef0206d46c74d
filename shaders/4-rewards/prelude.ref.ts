// What: twin of prelude.wgsl, text.wgsl, truth.wgsl, signals.wgsl, picture.wgsl, boxes.wgsl and hungarian.wgsl: what the
// references of rewards stand on.
import type { KernelReference, ReferenceArray } from '../../src/gpu/compute.ts';
import { SIGNAL_ENTRY_WORDS, signalConstant, signalFingerprint } from '../../src/gpu/wgsl/headerSignals.ts';
import * as layout from '../../src/4-rewards/layout.ts';
import { BOXES_AT, NUMBERS, NUMBERS_PER_ROLLOUT, POINTS_AT } from '../../src/4-rewards/layout.ts';
import { SPAN_COUNT, SPAN_ROW, SPANS, TRUTH, TRUTH_COUNT } from '../../src/4-rewards/layout.ts';

export type Numbers = readonly number[];
export type Bytes = Uint8Array;

/** One rollout, as a reward sees it. */
export class Rollout {
  private readonly truth: Uint32Array;
  private readonly prompt: number;

  constructor(
    readonly params: Readonly<Record<string, number>>,
    private readonly buffers: Readonly<Record<string, ReferenceArray>>,
    readonly r: number,
  ) {
    this.truth = buffers['truth'] as Uint32Array;
    this.prompt = Math.floor(r / params['generations']!);
  }

  /** Another rollout of the batch. */
  peer = (r: number): Rollout => new Rollout(this.params, this.buffers, r);
  knob = (name: string): number => this.params[name]!;
  /** Slot of a span: a fixed one, that of a tag by the constant that its shader was given, or the one that is never found. */
  slot = (span: string): number => SPANS[span] ?? this.params[`SPAN_${span.toUpperCase()}`] ?? SPANS['missing']!;
  private spansAt = (i: number): number => this.buffers['spans']![i]!;
  slotField = (slot: number, field: number): number => this.spansAt(this.r * SPAN_ROW + slot * 4 + field);
  spanField = (span: string, field: number): number => this.slotField(this.slot(span), field);
  hasSpan = (span: string): boolean => this.spanField(span, 0) >= 0;
  spanCount = (span: string): number => this.spanField(span, 2);
  isWellFormed = (span: string): boolean => this.spanField(span, 3) === 1;

  private at = (i: number) => this.buffers['numbers']![this.r * NUMBERS_PER_ROLLOUT + i]!;
  private several = (count: number, start: number, size: number, at: (i: number) => number): Numbers[] =>
    Array.from({ length: count }, (_, i) => Array.from({ length: size }, (_, k) => at(start + size * i + k)));
  number = (name: string): number => this.at(NUMBERS[name]!);
  /** Every closed span in order. */
  occurrences = (): { slot: number; bytes: Bytes }[] =>
    Array.from({ length: this.number('occurrences') }, (_, k) => {
      const [slot, start, end] = [0, 1, 2].map((f) => this.slotField(SPAN_COUNT + k, f)) as [number, number, number];
      return { slot, bytes: this.bytesAt(start, end) };
    });
  /** The tags of the grammar by slot, the first one empty. */
  grammar = (): { content: number; isAction: boolean; min: number; max: number }[] => {
    const start = this.params['rollouts']! * SPAN_ROW;
    return Array.from({ length: 1 + this.spansAt(start) }, (_, slot) => {
      const [flags, min, max] = [0, 1, 2].map((f) => this.spansAt(start + slot * 4 + f)) as [number, number, number];
      return { content: flags & 15, isAction: (flags & 16) !== 0, min, max: max < 0 ? Infinity : max };
    });
  };
  slotNumber = (slot: number): number | null =>
    this.at(layout.TAG_NUMBERS_AT + 2 * slot) === 1 ? this.at(layout.TAG_NUMBERS_AT + 2 * slot + 1) : null;
  private ownedBy = (slot: number, size: number, all: Numbers[], owners: number): Numbers[] => [
    ...all.filter((_, i) => this.at(owners + i) === slot),
    ...this.several(this.number('actionCount'), layout.ACTIONS_AT, 4, this.at)
      .filter((_, i) => this.at(layout.ACTION_TAGS_AT + i) === slot)
      .map((tuple) => tuple.slice(0, size)),
  ];
  slotBoxes = (slot: number): Numbers[] => this.ownedBy(slot, 4, this.boxes(), layout.BOX_TAGS_AT);
  slotPoints = (slot: number): Numbers[] => this.ownedBy(slot, 2, this.points(), layout.POINT_TAGS_AT);
  boxes = (): Numbers[] => this.several(this.number('boxCount'), BOXES_AT, 4, this.at);
  points = (): Numbers[] => this.several(this.number('pointCount'), POINTS_AT, 2, this.at);

  private truthCell = (field: string) => 2 * (this.prompt * TRUTH_COUNT + TRUTH[field]!);
  private truthCount = (field: string) => this.truth[this.truthCell(field) + 1]!;
  private truthFloats = (field: string, size: number): Numbers[] => {
    const floats = new Float32Array(this.truth.buffer, this.truth.byteOffset);
    return this.several(this.truthCount(field), this.truth[this.truthCell(field)]!, size, (i) => floats[i]!);
  };
  /** All texts of a field by the name of its place in layout.wgsl. */
  truthTexts = (field: string): Bytes[] =>
    Array.from({ length: this.truthCount(field) }, (_, i) => {
      const [first, length] = this.truth.subarray(this.truth[this.truthCell(field)]! + 4 * i);
      return new Uint8Array(this.truth.buffer, this.truth.byteOffset).slice(first, first! + length!);
    });
  truthNumbers = (field: string): number[] => this.truthFloats(field, 1).flat();
  hasTruthAnswer = (): boolean => this.truthCount('answer') > 0;
  truthIsNumber = (): boolean => this.hasTruthAnswer() && this.truth[this.truth[this.truthCell('answer')]! + 2] === 1;
  truthNumber = (): number =>
    this.truthIsNumber() ? new Float32Array(this.truth.buffer)[this.truth[this.truthCell('answer')]! + 3]! : 0;
  truthBoxes = (): Numbers[] => this.truthFloats('boxes', 4);
  truthPoints = (): Numbers[] => this.truthFloats('points', 2);
  truthAnswer = (): Bytes => this.truthTexts('answer')[0] ?? new Uint8Array(0);
  facts = (): Bytes[] => this.truthTexts('facts');

  spanBytes = (span: string): Bytes => this.slotBytes(this.slot(span));
  slotBytes = (slot: number): Bytes =>
    this.bytesAt(Math.max(this.slotField(slot, 0), 0), Math.max(this.slotField(slot, 1), 0));
  private bytesAt = (start: number, end: number): Bytes => {
    const first = this.r * this.params['bytesPerRollout']! + start;
    const length = end - start;
    const words = this.buffers['completionBytes']!;
    return Uint8Array.from({ length }, (_, k) => (words[(first + k) >> 2]! >>> (8 * ((first + k) & 3))) & 255);
  };

  /** First value of a signal in the buffer, and how many there are per rollout (units). */
  private signalPlace(name: string): readonly [number, number] {
    const table = this.buffers['signals']!;
    const mark = signalFingerprint(signalConstant(name));
    for (let at = 0; at < table[0]!; at += SIGNAL_ENTRY_WORDS) {
      if (table[at + 2] === mark) return [table[at]!, table[at + 1]!];
    }
    throw new Error(`The header does not name the signal '${name}'.`);
  }
  private signalValues(start: number, count: number): Float32Array {
    const words = this.buffers['signals'] as Uint32Array;
    return new Float32Array(words.buffer, words.byteOffset + 4 * start, count);
  }

  /** All T values of a token signal, by its name or by the knob that renames it. */
  signal = (name: string): Float32Array => {
    const { maxTokens } = this.params as Record<string, number>;
    return this.signalValues(this.signalPlace(name)[0] + this.r * maxTokens!, maxTokens!);
  };
  /** All U values of a unit signal. */
  unitSignal = (name: string): Float32Array => {
    const [start, count] = this.signalPlace(name);
    return this.signalValues(start + this.r * count, count);
  };
  rolloutSignal = (name: string): number => this.signalValues(this.signalPlace(name)[0] + this.r, 1)[0]!;
  promptSignal = (name: string): number => this.signalValues(this.signalPlace(name)[0] + this.prompt, 1)[0]!;

  pictureSide = (): number => this.buffers['pictures']![0]!;
  hasPicture = (): boolean => this.buffers['pictures']![1 + this.prompt] === 1;
  pixel = (x: number, y: number): Numbers => {
    const side = this.pictureSide();
    const prompts = this.params['rollouts']! / this.params['generations']!;
    const at = 1 + prompts + this.prompt * 3 * side * side + y * side + x;
    return [0, 1, 2].map((channel) => this.buffers['pictures']![at + channel * side * side]!);
  };
}

/** What notScorable() writes. */
export const NOT_SCORABLE = Math.fround(-3e38);

/** A reference from the score of one rollout. */
export const rewardReference =
  (score: (rollout: Rollout) => number): KernelReference =>
  (params, buffers) => {
    for (let r = 0; r < params['rollouts']!; r++) buffers['column']![r] = score(new Rollout(params, buffers, r));
  };

const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);
const isPunctuation = (byte: number) => '.,!?"\':;'.includes(String.fromCharCode(byte));
export const folded = (bytes: Bytes): Bytes => bytes.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

export function trimmed(bytes: Bytes, punctuation: boolean): Bytes {
  const isEdge = (byte: number) => isSpace(byte) || (punctuation && isPunctuation(byte));
  let [first, end] = [0, bytes.length];
  while (first < end && isEdge(bytes[first]!)) first++;
  while (end > first && isEdge(bytes[end - 1]!)) end--;
  return bytes.subarray(first, end);
}

export const bytesEqual = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((byte, k) => byte === b[k]);
export const bytesEqualFolded = (a: Bytes, b: Bytes): boolean => bytesEqual(folded(a), folded(b));
const isWordByte = (byte: number | undefined) =>
  byte !== undefined && (byte >= 128 || /[a-z0-9]/i.test(String.fromCharCode(byte)));

/** Whole words, folded. */
export function contains(text: Bytes, needle: Bytes): boolean {
  if (needle.length === 0) return false;
  for (let start = 0; start + needle.length <= text.length; start++) {
    const end = start + needle.length;
    if (isWordByte(text[start - 1]) && isWordByte(needle[0])) continue;
    if (isWordByte(text[end]) && isWordByte(needle.at(-1))) continue;
    if (bytesEqualFolded(text.subarray(start, end), needle)) return true;
  }
  return false;
}

export const boxArea = ([x0, y0, x1, y1]: Numbers): number => Math.max(x1! - x0!, 0) * Math.max(y1! - y0!, 0);
const intersection = (a: Numbers, b: Numbers) =>
  boxArea([Math.max(a[0]!, b[0]!), Math.max(a[1]!, b[1]!), Math.min(a[2]!, b[2]!), Math.min(a[3]!, b[3]!)]);
const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);

export function iou(a: Numbers, b: Numbers): number {
  const both = boxArea(a) + boxArea(b) - intersection(a, b);
  return both <= 0 ? 0 : clamp(intersection(a, b) / both, 0, 1);
}

export function giou(a: Numbers, b: Numbers): number {
  const both = boxArea(a) + boxArea(b) - intersection(a, b);
  const hull = boxArea([
    Math.min(a[0]!, b[0]!),
    Math.min(a[1]!, b[1]!),
    Math.max(a[2]!, b[2]!),
    Math.max(a[3]!, b[3]!),
  ]);
  return both <= 0 || hull <= 0 ? -1 : clamp(iou(a, b) - (hull - both) / hull, -1, 1);
}

export const boxContains = (box: Numbers, [x, y]: Numbers): boolean =>
  x! >= box[0]! && y! >= box[1]! && x! <= box[2]! && y! <= box[3]!;

/**
 * Σ of the best one-to-one matching / max(n, m), by dynamic programming over sets of columns: a method of its own, so that
 * it can prove the Hungarian algorithm of the shader.
 */
export function meanOfBestMatching(n: number, m: number, score: (i: number, j: number) => number): number {
  if (n === 0 || m === 0) return 0;
  const transposed = m > n;
  const [rows, columns] = transposed ? [m, n] : [n, m];
  let best = new Float64Array(2 ** columns).fill(-Infinity);
  best[0] = 0;
  for (let i = 0; i < rows; i++) {
    const next = best.slice();
    for (let used = 0; used < best.length; used++) {
      if (best[used] === -Infinity) continue;
      for (let j = 0; j < columns; j++) {
        if (used & (1 << j)) continue;
        const value = best[used]! + (transposed ? score(j, i) : score(i, j));
        if (value > next[used | (1 << j)]!) next[used | (1 << j)] = value;
      }
    }
    best = next;
  }
  return Math.max(...best.subarray(-1)) / Math.max(n, m);
}
