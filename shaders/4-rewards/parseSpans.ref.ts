// What: float64 twin of parseSpans.wgsl, tags.wgsl and readTuples.wgsl.
import type { KernelReference, ReferenceArray } from '../../src/gpu/compute.ts';
import * as layout from '../../src/4-rewards/layout.ts';
import { numberOfText, readNumber } from '../../src/4-rewards/readNumber.ts';

const { MAX_ACTIONS, MAX_OCCURRENCES, NUMBERS, NUMBERS_PER_ROLLOUT, SPAN_COUNT, SPAN_ROW, SPANS, TAG_WORDS } = layout;
/** Tuple tags of the answer whose numbers are read. */
const MAX_PAIRS = 32;
const [NUMBER, BOX, BOXES, POINT, POINTS] = [1, 2, 3, 4, 5];
const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);
const isSeparator = (byte: number) => isSpace(byte) || ',:;()[]{}'.includes(String.fromCharCode(byte));

interface TagRow {
  readonly name: string;
  readonly content: number;
  /** Numbers in a tuple: 4, 2, or 0 where it holds none. */
  readonly size: number;
  readonly isAction: boolean;
  readonly rank: number;
  readonly row: readonly number[];
}

/** By slot; slot 0 is no tag. */
function tagsOf(table: ReferenceArray, count: number): TagRow[] {
  const rows = Array.from({ length: count }, (_, at) => {
    const words = Array.from(table.subarray(at * TAG_WORDS, (at + 1) * TAG_WORDS), (word) => word >>> 0);
    const letters = words.slice(0, 4).flatMap((word) => [0, 8, 16, 24].map((shift) => (word >>> shift) & 255));
    const content = words[4]! & 15;
    const size = [BOX, BOXES].includes(content) ? 4 : [POINT, POINTS].includes(content) ? 2 : 0;
    const name = String.fromCharCode(...letters.filter((letter) => letter > 0).reverse());
    const row = words.slice(4, 8).map((word) => word | 0);
    return { name, content, size, isAction: (words[4]! & 16) !== 0, rank: words[7]!, row };
  });
  return [{ name: '', content: 0, size: 0, isAction: false, rank: 0, row: [count, 0, 0, 0] }, ...rows];
}

/** Where the tuples of a tag go. */
function listOf({ isAction, size }: TagRow) {
  if (isAction) {
    const at = { at: layout.ACTIONS_AT, stride: 4, tagAt: layout.ACTION_TAGS_AT, room: MAX_ACTIONS };
    return { ...at, count: NUMBERS['actionCount']!, malformed: NUMBERS['actionMalformed']! };
  }
  const malformed = NUMBERS['malformed']!;
  return size === 4
    ? { at: layout.BOXES_AT, stride: 4, tagAt: layout.BOX_TAGS_AT, room: layout.MAX_BOXES, count: NUMBERS['boxCount']!, malformed } // prettier-ignore
    : { at: layout.POINTS_AT, stride: 2, tagAt: layout.POINT_TAGS_AT, room: layout.MAX_POINTS, count: NUMBERS['pointCount']!, malformed }; // prettier-ignore
}

/** The numbers between two tags, as many at a time as the tag holds; `scale` of x and y. */
function readTuples(bytes: Uint8Array, slot: number, tag: TagRow, scale: readonly number[], into: Float64Array) {
  const { size } = tag;
  const list = listOf(tag);
  const malformed = () => (into[list.malformed]! += 1);
  let tuple: number[] = [];
  const store = () => {
    const count = into[list.count]!;
    const small = tuple.every((x) => Math.abs(x) < 1e6) && count < list.room;
    if (!small || (size === 4 && !(tuple[0]! < tuple[2]! && tuple[1]! < tuple[3]!))) return malformed();
    into.set(tuple, list.at + list.stride * count);
    into[list.tagAt + count] = slot;
    return (into[list.count] = count + 1);
  };
  for (let i = 0; i < bytes.length;) {
    if (isSeparator(bytes[i]!)) {
      i++;
      continue;
    }
    const read = readNumber((k) => bytes[k]!, i, bytes.length, false);
    if (read.found && (read.next === bytes.length || isSeparator(bytes[read.next]!))) {
      tuple.push(read.value / scale[tuple.length & 1]!);
      i = read.next;
    } else {
      if (tuple.length) malformed();
      tuple = [];
      while (i < bytes.length && !isSeparator(bytes[i]!)) i++;
    }
    if (tuple.length === size) {
      store();
      tuple = [];
    }
  }
  if (tuple.length) malformed();
}

export const reference: KernelReference = (params, buffers) => {
  const { rollouts, maxTokens, bytesPerRollout, tagCount, answerSlot, exactCase } = params as Record<string, number>;
  const scale = [params['coordinateWidth']!, params['coordinateHeight']!];
  const { completionBytes, tokenStarts, byteCounts, lengths, tags: table, spans, numbers, tokenSpans } = buffers;
  const tags = tagsOf(table!, tagCount!);
  const TAG = exactCase === 1 ? /^<(\/?)([a-z]+)>/ : /^<(\/?)([a-z]+)>/i;
  numbers!.fill(0);
  const row = (r: number, k: number) => spans!.subarray(r * SPAN_ROW + k * 4, r * SPAN_ROW + k * 4 + 4);
  for (let k = 0; k < SPAN_COUNT; k++) row(rollouts!, k).set(tags[k]?.row ?? [0, 0, 0, 0]);
  for (let r = 0; r < rollouts!; r++) {
    const end = Math.min(byteCounts![r]!, bytesPerRollout!);
    const bytes = Uint8Array.from({ length: end }, (_, i) => {
      const at = r * bytesPerRollout! + i;
      return (completionBytes![at >> 2]! >>> (8 * (at & 3))) & 255;
    });
    const text = [...bytes].map((byte) => String.fromCharCode(byte)).join('');
    const own = (numbers as Float64Array).subarray(r * NUMBERS_PER_ROLLOUT, (r + 1) * NUMBERS_PER_ROLLOUT);
    const add = (name: string) => (own[NUMBERS[name]!]! += 1);
    for (let k = 0; k < SPAN_COUNT; k++) row(r, k).set(k === 0 ? [0, end, 1, 1] : [-1, -1, 0, 0]);
    for (let k = 0; k < MAX_OCCURRENCES; k++) row(r, SPAN_COUNT + k).set([-1, -1, -1, 0]);
    for (let t = 0; t < maxTokens!; t++) tokenSpans![r * maxTokens! + t] = t < lengths![2 * r]! ? 1 : 0;

    const pairs = { action: 0, answer: 0 };
    const closePair = (s: number, from: number, to: number) => {
      if (row(r, s)[0]! < 0) row(r, s).set([from, to]);
      const listed = own[NUMBERS['occurrences']!]!;
      if (listed < MAX_OCCURRENCES) row(r, SPAN_COUNT + listed).set([s, from, to, 0]);
      add(listed < MAX_OCCURRENCES ? 'occurrences' : 'overflow');
      const { size, isAction } = tags[s]!;
      const isOver = size > 0 && ++pairs[isAction ? 'action' : 'answer'] > (isAction ? MAX_ACTIONS : MAX_PAIRS);
      if (isOver) add(isAction ? 'actionMalformed' : 'malformed');
      else if (size > 0) readTuples(bytes.subarray(from, to), s, tags[s]!, scale, own);
      for (let t = 0; t < maxTokens!; t++) {
        const [first, next] = tokenStarts!.subarray(r * (maxTokens! + 1) + t, r * (maxTokens! + 1) + t + 2);
        if (first! < next! && first! < to && next! > from) tokenSpans![r * maxTokens! + t]! |= 1 << s;
      }
    };
    const openAt = new Map<number, number>();
    const broken = new Set<number>();
    let [lastRank, outOfOrder, errors, outside, words, inWord] = [0, 0, 0, 0, 0, false];
    for (let i = 0; i < end;) {
      const found = text[i] === '<' ? TAG.exec(text.slice(i, i + 20)) : null;
      const slot = found ? tags.findIndex(({ name }) => name === found[2]!.toLowerCase()) : -1;
      if (!found || slot < 1) {
        const isBlank = isSpace(bytes[i]!);
        if (!isBlank && openAt.size === 0) outside++;
        if (!isBlank && !inWord) words++;
        inWord = !isBlank;
        i++;
        continue;
      }
      const [isOpen, isClosing] = [openAt.has(slot), found[1] === '/'];
      if (isOpen !== isClosing || (!isClosing && openAt.size > 0)) errors++;
      if (isOpen !== isClosing) broken.add(slot);
      if (!isClosing) {
        row(r, slot)[2]! += 1;
        if (!isOpen) openAt.set(slot, i + found[0].length);
      } else if (isOpen) {
        closePair(slot, openAt.get(slot)!, i);
        openAt.delete(slot);
        if (tags[slot]!.rank < lastRank) outOfOrder++;
        lastRank = tags[slot]!.rank;
      }
      inWord = false;
      i += found[0].length;
    }
    for (const s of openAt.keys()) broken.add(s);
    errors += openAt.size;
    for (let s = 1; s <= tagCount!; s++) row(r, s)[3] = row(r, s)[0]! >= 0 && !broken.has(s) ? 1 : 0;
    row(r, SPANS['grammar']!).set([outOfOrder, errors, outside, errors === 0 ? 1 : 0]);

    for (let s = 1; s <= tagCount!; s++) {
      const [from, to] = row(r, s);
      const isWanted = from! >= 0 && (s === answerSlot || tags[s]!.content === NUMBER);
      const value = isWanted ? numberOfText(bytes.subarray(from, to)) : null;
      if (value === null) continue;
      own.set([1, value], layout.TAG_NUMBERS_AT + 2 * s);
      if (s === answerSlot) own.set([1, value], NUMBERS['answerIsNumber']!);
    }
    own[NUMBERS['words']!] = words;
    own[NUMBERS['tokens']!] = lengths![2 * r]!;
    own[NUMBERS['truncated']!] = lengths![2 * r + 1]! + (byteCounts![r]! > bytesPerRollout! ? 2 : 0);
  }
};
