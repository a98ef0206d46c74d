// What: an independent parser of completions, written from the definition with regular expressions instead of a scan: tags are
// found by one expression, each name is paired by an expression over its own openings and closings, and what is open where
// follows from the pairs.
import type { Grammar, GrammarTag } from '../../src/4-rewards/grammar.ts';

export interface OracleSpan {
  readonly start: number;
  readonly end: number;
  readonly tag: GrammarTag;
}

export interface OracleTuple {
  readonly tag: GrammarTag;
  readonly values: readonly number[];
}

const SPACE = /[ \t\n\v\f\r]+/;
const SEPARATORS = /[ \t\n\v\f\r,:;()[\]{}]+/;
const NUMBER = /^[+-]?(\d{1,15}\.?\d*|\.\d+)$/;

const sizeOf = ({ content }: GrammarTag) => (content.startsWith('box') ? 4 : content.startsWith('point') ? 2 : 0);

/** Bytes as characters, so that offsets are bytes. */
export const asBytes = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));

function tagsIn(text: string, { tags, exactCase }: Grammar) {
  const names = tags.map(({ name }) => name);
  const byLength = [...names].sort((a, b) => b.length - a.length);
  return [...text.matchAll(new RegExp(`<(/?)(${byLength.join('|')})>`, exactCase ? 'g' : 'gi'))].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    isClosing: found[1] === '/',
    name: found[2]!.toLowerCase(),
  }));
}

/** All spans of a text and what is said about them; `given` is a text of bytes. */
export function oracleParse(text: string, grammar: Grammar) {
  const tags = tagsIn(text, grammar);
  const spans: OracleSpan[] = [];
  const open: (readonly [from: number, to: number])[] = [];
  const perTag = grammar.tags.map((tag) => {
    const own = tags.filter(({ name }) => name === tag.name);
    const sequence = own.map(({ isClosing }) => (isClosing ? 'C' : 'O')).join('');
    for (const found of sequence.matchAll(/O+C/g)) {
      const [first, last] = [own[found.index]!, own[found.index + found[0].length - 1]!];
      spans.push({ start: first.to, end: last.from, tag });
      open.push([first.from, last.to]);
    }
    const tail = /O+$/.exec(sequence);
    if (tail) open.push([own[tail.index]!.from, text.length + 1]);
    const stray = sequence.replace(/O+C/g, '').replace(/O+$/, '').length;
    return {
      tag,
      count: sequence.replace(/C/g, '').length,
      isWellFormed: /^(OC)+$/.test(sequence),
      stray,
      tail: !!tail,
    };
  });
  spans.sort((a, b) => a.end - b.end);
  const isOpen = (at: number) => open.some(([from, to]) => from < at && at < to);
  const within = tags.filter(({ from, isClosing }) => !isClosing && isOpen(from)).length;
  const errors = perTag.reduce((sum, { stray, tail }) => sum + stray + Number(tail), within);
  const bare = tags.reduce((left, { from, to }) => left.slice(0, from) + ' '.repeat(to - from) + left.slice(to), text);
  const outside = [...bare].filter((byte, at) => !SPACE.test(byte) && !isOpen(at)).length;
  const outOfOrder = spans.filter(({ tag }, k) => k > 0 && tag.rank < spans[k - 1]!.tag.rank).length;
  const words = bare.split(SPACE).filter((word) => word !== '').length;
  return { spans, perTag, errors, outside, outOfOrder, words };
}

/** Boxes and points of all spans: those of the answer, and those of actions; `scale` is 100. */
export function oracleTuples(text: string, spans: readonly OracleSpan[], isAction: boolean) {
  const kept: OracleTuple[] = [];
  let malformed = 0;
  const own = spans.filter(({ tag }) => sizeOf(tag) > 0 && tag.isAction === isAction);
  const most = isAction ? 16 : 32;
  for (const { start, end, tag } of own.slice(0, most)) {
    const words = text.slice(start, end).split(SEPARATORS);
    let values: number[] = [];
    for (const word of words.filter((piece) => piece !== '')) {
      if (!NUMBER.test(word)) {
        malformed += Number(values.length > 0);
        values = [];
        continue;
      }
      values.push(Number(word) / 100);
      if (values.length < sizeOf(tag)) continue;
      const [x0, y0, x1, y1] = values as [number, number, number, number];
      const alike = kept.filter((other) => isAction || sizeOf(other.tag) === sizeOf(tag)).length;
      const isGood =
        values.every((x) => Math.abs(x) < 1e6) && alike < 16 && (values.length === 2 || (x0 < x1 && y0 < y1));
      if (isGood) kept.push({ tag, values });
      else malformed++;
      values = [];
    }
    malformed += Number(values.length > 0);
  }
  return { kept, malformed: malformed + Math.max(0, own.length - most) };
}

/** Whether a text has the form of a grammar of tags that hold text, as one expression over the whole text. */
export function oracleForm({ tags }: Grammar, text: string): boolean {
  const any = tags.map(({ name }) => name).join('|');
  const inner = `(?:(?!</?(?:${any})>)[^])*`;
  const spanOf = ({ name, isAction }: GrammarTag) =>
    `<${name}>${isAction ? '' : `(?=\\s*(?!</${name}>)\\S)`}${inner}</${name}>\\s*`;
  const times = ({ min, max }: GrammarTag) => `{${min},${Number.isFinite(max) ? max : ''}}`;
  const ranks = [...new Set(tags.map(({ rank }) => rank))].sort((a, b) => a - b);
  const parts = ranks.map((rank) => {
    const own = tags.filter((tag) => tag.rank === rank);
    return own.length === 1 ? `(?:${spanOf(own[0]!)})${times(own[0]!)}` : `(?:${own.map(spanOf).join('|')})*`;
  });
  const enough = tags.every(({ name, min, max }) => {
    const count = text.toLowerCase().split(`<${name}>`).length - 1;
    return count >= min && count <= max;
  });
  return enough && new RegExp(`^\\s*${parts.join('')}$`, 'i').test(text);
}
