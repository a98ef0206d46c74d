// What: float64 twin of parseSpans.wgsl, tags.wgsl and readTuples.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import {
  BOXES_AT,
  MAX_BOXES,
  MAX_POINTS,
  NUMBERS,
  NUMBERS_PER_ROLLOUT,
  POINTS_AT,
} from '../../src/4-rewards/layout.ts';
import { SPAN_COUNT, SPANS } from '../../src/4-rewards/layout.ts';
import { numberOfText, readNumber } from '../../src/4-rewards/readNumber.ts';

/** Box and point tags whose numbers are read. */
const MAX_PAIRS = 32;
const TAGS = ['think', 'box', 'answer', 'point', 'zoom'];
const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);
const isSeparator = (byte: number) => isSpace(byte) || ',:;()[]{}'.includes(String.fromCharCode(byte));

interface Tag {
  readonly span: number;
  readonly isClosing: boolean;
  readonly next: number;
}

function tagAt(text: string, i: number): Tag | null {
  const found = /^<(\/?)(think|box|answer|point|zoom)>/i.exec(text.slice(i, i + 10));
  if (!found) return null;
  const span = 1 + TAGS.indexOf(found[2]!.toLowerCase());
  return { span, isClosing: found[1] === '/', next: i + found[0].length };
}

/** The numbers between two tags, `size` at a time; `scale` of x and y. */
function readTuples(bytes: Uint8Array, size: number, scale: readonly [number, number], into: Float64Array) {
  const which = size === 4 ? NUMBERS['boxCount']! : NUMBERS['pointCount']!;
  const malformed = () => (into[NUMBERS['malformed']!]! += 1);
  let tuple: number[] = [];
  const store = () => {
    const count = into[which]!;
    const small = tuple.every((x) => Math.abs(x) < 1e6) && count < (size === 4 ? MAX_BOXES : MAX_POINTS);
    if (!small || (size === 4 && !(tuple[0]! < tuple[2]! && tuple[1]! < tuple[3]!))) return malformed();
    into.set(tuple, (size === 4 ? BOXES_AT : POINTS_AT) + size * count);
    return (into[which] = count + 1);
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
  const { rollouts, maxTokens, bytesPerRollout, coordinateWidth, coordinateHeight } = params as Record<string, number>;
  const { completionBytes, tokenStarts, byteCounts, lengths, spans, numbers, tokenSpans } = buffers;
  spans!.fill(-1);
  numbers!.fill(0);
  for (let r = 0; r < rollouts!; r++) {
    const end = Math.min(byteCounts![r]!, bytesPerRollout!);
    const bytes = Uint8Array.from({ length: end }, (_, i) => {
      const at = r * bytesPerRollout! + i;
      return (completionBytes![at >> 2]! >>> (8 * (at & 3))) & 255;
    });
    const text = [...bytes].map((byte) => String.fromCharCode(byte)).join('');
    const own = (numbers as Float64Array).subarray(r * NUMBERS_PER_ROLLOUT, (r + 1) * NUMBERS_PER_ROLLOUT);
    const span = (s: number) => spans!.subarray((r * SPAN_COUNT + s) * 4, (r * SPAN_COUNT + s + 1) * 4);
    for (let s = 0; s < SPAN_COUNT; s++) span(s).set(s === SPANS['completion'] ? [0, end, 1, 1] : [-1, -1, 0, 0]);
    for (let t = 0; t < maxTokens!; t++) tokenSpans![r * maxTokens! + t] = t < lengths![2 * r]! ? 1 : 0;

    let pairs = 0;
    const closePair = (s: number, from: number, to: number) => {
      if (span(s)[0]! < 0) span(s).set([from, to]);
      const size = s === SPANS['box'] ? 4 : s === SPANS['point'] ? 2 : 0;
      if (size && ++pairs > MAX_PAIRS) own[NUMBERS['malformed']!]! += 1;
      else if (size) readTuples(bytes.subarray(from, to), size, [coordinateWidth!, coordinateHeight!], own);
      for (let t = 0; t < maxTokens!; t++) {
        const [first, next] = tokenStarts!.subarray(r * (maxTokens! + 1) + t, r * (maxTokens! + 1) + t + 2);
        if (first! < next! && first! < to && next! > from) tokenSpans![r * maxTokens! + t]! |= 1 << s;
      }
    };
    const openAt = new Map<number, number>();
    const broken = new Set<number>();
    let [order, errors, outside, words, inWord] = [0, 0, 0, 0, false];
    for (let i = 0; i < end;) {
      const tag = tagAt(text, i);
      if (!tag) {
        const isBlank = isSpace(bytes[i]!);
        if (!isBlank && openAt.size === 0) outside++;
        if (!isBlank && !inWord) words++;
        inWord = !isBlank;
        i++;
        continue;
      }
      const isOpen = openAt.has(tag.span);
      if (isOpen !== tag.isClosing || (!tag.isClosing && openAt.size > 0)) errors++;
      if (isOpen !== tag.isClosing) broken.add(tag.span);
      if (!tag.isClosing) {
        span(tag.span)[2]! += 1;
        if (!isOpen) openAt.set(tag.span, tag.next);
      } else if (isOpen) {
        closePair(tag.span, openAt.get(tag.span)!, i);
        openAt.delete(tag.span);
        if (order >= 0x8000000) errors++;
        else if ((order & 7) !== tag.span) order = order * 8 + tag.span;
      }
      inWord = false;
      i = tag.next;
    }
    for (const s of openAt.keys()) broken.add(s);
    errors += openAt.size;
    for (let s = 1; s <= TAGS.length; s++) span(s)[3] = span(s)[0]! >= 0 && !broken.has(s) ? 1 : 0;
    span(SPANS['grammar']!).set([order, errors, outside, errors === 0 ? 1 : 0]);

    const [from, to] = span(SPANS['answer']!);
    const answer = from! < 0 ? null : numberOfText(bytes.subarray(from, to));
    own[NUMBERS['answerIsNumber']!] = answer === null ? 0 : 1;
    own[NUMBERS['answer']!] = answer ?? 0;
    own[NUMBERS['words']!] = words;
    own[NUMBERS['tokens']!] = lengths![2 * r]!;
    own[NUMBERS['truncated']!] = lengths![2 * r + 1]! + (byteCounts![r]! > bytesPerRollout! ? 2 : 0);
  }
};
