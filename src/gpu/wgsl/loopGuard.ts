// What: gives every loop of a WGSL text an iteration cap, so that a visitor's shader always terminates.
// How: each loop counts its rounds in a variable of its own that is never set back, so nested loops cannot multiply; at the
// cap it notes its number in a storage buffer and breaks. A function that returns a value gets a last `return T();`,
// because a loop without a break of its own now has one. Everything goes in without a line break: line numbers stay true,
// and `columnBefore` puts columns right.
// Where the text has a barrier the counters are local to their function (private ones would count as not uniform).
import { functionsOf } from './functions.ts';
import { closing, nextSign, placeOf, readTokens } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Rounds that one loop may go for one answer. The shipped rewards stay below a tenth of it at 1,024 tokens. */
export const LOOP_CAP = 1_000_000;
/** The storage buffer of the guard: 1 + the number of a loop that ran too often, else 0. */
export const OVERRUN = 'rollscope_overrun';
const OVERRUN_BINDING = 7;

export interface Insertion {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export interface GuardedText {
  readonly wgsl: string;
  /** Line of every loop's keyword, in the order of the text. */
  readonly loopLines: readonly number[];
  readonly insertions: readonly Insertion[];
}

const KEYWORDS = ['for', 'while', 'loop'];
const BARRIER = /Barrier$|^workgroupUniformLoad$|^subgroup|^quad/;

/** Places a text at offsets of another; several at one offset keep their order. */
function insertAll(text: string, pieces: readonly (readonly [at: number, piece: string])[]) {
  const sorted = [...pieces].sort((a, b) => a[0] - b[0]);
  const insertions = sorted.map(([at, piece]) => ({ ...placeOf(text, at), length: piece.length }));
  let wgsl = '';
  let done = 0;
  for (const [at, piece] of sorted) {
    wgsl += text.slice(done, at) + piece;
    done = at;
  }
  return { wgsl: wgsl + text.slice(done), insertions };
}

/** The text must have been through normalizeLines. */
export function guardLoops(text: string, cap = LOOP_CAP): GuardedText {
  const tokens = readTokens(text);
  const local = tokens.some(({ kind, text: word }) => kind === 'word' && BARRIER.test(word));
  const pieces: (readonly [number, string])[] = [];
  const loopLines: number[] = [];
  const declarations: string[] = [];
  for (const { open, close, returns } of functionsOf(text, tokens)) {
    const first = loopLines.length;
    for (const { keyword, brace } of loopsIn(tokens, open, close)) {
      const counter = `rollscope_loop_${loopLines.length}`;
      loopLines.push(placeOf(text, tokens[keyword]!.from).line);
      pieces.push([
        tokens[brace]!.to,
        ` ${counter}++; if (${counter} > ${cap}u) { atomicMax(&${OVERRUN}[0], ${loopLines.length}u); break; }`,
      ]);
    }
    if (loopLines.length === first) continue;
    const own = loopLines.slice(first).map((_, k) => `rollscope_loop_${first + k}`);
    if (local) pieces.push([tokens[open]!.to, own.map((name) => ` var ${name} = 0u;`).join('')]);
    else declarations.push(...own.map((name) => `var<private> ${name}: u32;`));
    if (returns !== null && !endsInReturn(tokens, close)) pieces.push([tokens[close]!.from, `return ${returns}(); `]);
  }
  const { wgsl, insertions } = insertAll(text, pieces);
  const buffer = `@group(0) @binding(${OVERRUN_BINDING}) var<storage, read_write> ${OVERRUN}: array<atomic<u32>>;`;
  return { wgsl: [wgsl, buffer, ...declarations].join('\n'), loopLines, insertions };
}

/** Compilers warn of a return behind a return. */
function endsInReturn(tokens: readonly Token[], close: number): boolean {
  let i = close - 1;
  if (tokens[i]?.text !== ';') return false;
  while (![';', '{', '}'].includes(tokens[i - 1]!.text)) i--;
  return tokens[i]!.text === 'return';
}

/** Loop keywords and the braces of their bodies. No expression, attribute or loop header holds a brace. */
function loopsIn(tokens: readonly Token[], open: number, close: number) {
  const found: { keyword: number; brace: number }[] = [];
  for (let i = open; i < close; i++) {
    if (tokens[i]!.kind !== 'word' || !KEYWORDS.includes(tokens[i]!.text)) continue;
    const header = tokens[i]!.text === 'for' && tokens[i + 1]?.text === '(' ? closing(tokens, i + 1) : i;
    const brace = nextSign(tokens, '{', header);
    if (brace > 0 && brace < close) found.push({ keyword: i, brace });
  }
  return found;
}

/** The column in the text before the guard of a column behind it. */
export function columnBefore(insertions: readonly Insertion[], line: number, column: number): number {
  let found = column;
  for (const insertion of insertions) {
    if (insertion.line !== line || insertion.column > found) continue;
    found = Math.max(insertion.column, found - insertion.length);
  }
  return found;
}
