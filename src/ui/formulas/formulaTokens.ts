// What: the words and signs of a formula as blocks and stages write it (plain text with Unicode signs: `A = (r − mean) / (std + 1e-4)`).

export type TokenKind = 'number' | 'name' | 'script' | 'open' | 'close' | 'verbatim' | 'sign';

export interface Token {
  /** script: _ or ^ in front of its argument; verbatim: a text between backticks, or a tag. */
  readonly kind: TokenKind;
  readonly text: string;
  /** White space stands in front of it. */
  readonly spaced: boolean;
}

// Letters that are signs: sums, products, a transpose.
const LETTER = String.raw`(?![ΣΠᵀ])\p{L}`;
const NAME = new RegExp(
  // A pair of capitals is two factors (BA), but for names in capitals.
  String.raw`^(?:(?:KL|BCE|IoU|SGD)(?!\p{L})|\p{Lu}(?=\p{Lu}(?!\p{L}))|${LETTER}(?:${LETTER}|[\p{N}\u0302])*(?:-\p{Ll}+)*[′~]?)`,
  'u',
);

const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['verbatim', /^(?:`([^`]+)`|<\/?\w+>|e\.g\.)/u],
  ['number', /^\d+(?:\.\d+)?(?:e[+-]?\d+)?/u],
  // A setting keeps its underscores: its parts have two letters or more. Elsewhere an underscore begins an index.
  ['name', /^\p{Ll}{2,}(?:_\p{Ll}{2,})+(?![\p{L}\p{N}])/u],
  // A differential: dL, dθ, dlog p.
  ['name', /^d(?=(?:L|θ|log|logits)(?!\p{L}))/u],
  ['name', NAME],
  ['script', /^[_^]/u],
  ['open', /^[([{⌊]/u],
  ['close', /^[)\]}⌋]/u],
  ['sign', /^(?:\+=|\S)/u],
];

function nextToken(rest: string): readonly [TokenKind, string, number] {
  for (const [kind, pattern] of PATTERNS) {
    const found = pattern.exec(rest);
    if (found) return [kind, found[1] ?? found[0], found[0].length];
  }
  return ['sign', rest[0]!, 1];
}

/** Of one line of a formula. */
export function tokensOf(formula: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < formula.length;) {
    const space = /^\s*/u.exec(formula.slice(at))![0].length;
    at += space;
    if (at >= formula.length) break;
    const [kind, text, length] = nextToken(formula.slice(at));
    tokens.push({ kind, text, spaced: space > 0 });
    at += length;
  }
  return tokens;
}
