// What: WGSL as a list of tokens with their places, for what the project does with a visitor's shader: caps on loops,
// checks of sizes, reflection. A tokenizer of our own, because the parsers that there are (wgsl_reflect, also inside
// webgpu-utils) keep no columns and refuse names such as `read` and `block`, which WGSL allows.
// Source: W3C WGSL, section 3 (textual structure): block comments nest, seven characters and pairs end a line.

export type TokenKind = 'word' | 'number' | 'sign';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offsets in the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** WGSL cannot be read: a block comment without end, or a character that no token begins with. */
export class WgslTextError extends Error {
  override readonly name = 'WgslTextError';
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

/** All that ends a line in WGSL becomes \n, so that nobody counts lines, or the end of a comment, in another way. */
export const normalizeLines = (text: string): string => text.replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n');

const WORD = /[\p{XID_Start}_]\p{XID_Continue}*/uy;
const NUMBER = /0[xX][\da-fA-F.]+(?:[pP][+-]?\d+)?[iufh]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[iufh]?/y;
const BLANK = /[\s\u200e\u200f]+/y;
const SIGN = /->|[-+*/%&|^~!=<>.,;:(){}[\]@]/y;

function endOfBlockComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length;) {
    const two = text.slice(at, at + 2);
    if (two === '/*') depth++;
    if (two === '*/') depth--;
    at += two === '/*' || two === '*/' ? 2 : 1;
    if (depth === 0) return at;
  }
  throw new WgslTextError(start, 'this block comment has no end `*/`.');
}

/** Comments and blanks are left out. The text must have been through normalizeLines. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  const match = (pattern: RegExp, at: number): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  for (let at = 0; at < text.length;) {
    const blank = match(BLANK, at);
    if (blank) at += blank.length;
    else if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith('/*', at)) at = endOfBlockComment(text, at);
    else {
      const number = match(NUMBER, at);
      const word = number === null ? match(WORD, at) : null;
      const found = number ?? word ?? match(SIGN, at);
      if (found === null) {
        const character = String.fromCodePoint(text.codePointAt(at)!);
        throw new WgslTextError(at, `WGSL knows no character ‘${character}’ here.`);
      }
      const kind = number !== null ? 'number' : word !== null ? 'word' : 'sign';
      tokens.push({ kind, text: found, from: at, to: at + found.length });
      at += found.length;
    }
  }
  return tokens;
}

const PAIRS: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/** Index of the token that closes the bracket at `open`; the last token's where there is none. */
export function closing(tokens: readonly Token[], open: number): number {
  const [opens, closes] = [tokens[open]!.text, PAIRS[tokens[open]!.text]!];
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i]!.text === opens) depth++;
    else if (tokens[i]!.text === closes && --depth === 0) return i;
  }
  return tokens.length - 1;
}

/** Index of the first token with that text at or after `start`; −1 = none. */
export function nextSign(tokens: readonly Token[], sign: string, start: number): number {
  for (let i = start; i < tokens.length; i++) if (tokens[i]!.text === sign) return i;
  return -1;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Line and column, 1-based. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}
