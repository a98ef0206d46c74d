// What: the functions of a WGSL text: where their bodies are, what they return, what they call.
import { closing, nextSign } from './tokens.ts';
import type { Token } from './tokens.ts';

export interface WgslFunction {
  readonly name: string;
  /** Index of the token `fn`, of the first attribute before it, and of the braces of its body. */
  readonly at: number;
  readonly first: number;
  readonly open: number;
  readonly close: number;
  /** Text of the return type; null where there is none. */
  readonly returns: string | null;
  /** Names followed by `(` inside the body, with repetitions. */
  readonly calls: readonly string[];
  readonly isEntry: boolean;
}

/** Steps over attributes such as `@diagnostic(off, x)` and `@must_use`. */
function afterAttributes(tokens: readonly Token[], start: number): number {
  let i = start;
  while (tokens[i]?.text === '@') {
    i += 2;
    if (tokens[i]?.text === '(') i = closing(tokens, i) + 1;
  }
  return i;
}

/** Attributes precede `fn`: back to the end of what came before. */
function firstAttribute(tokens: readonly Token[], at: number): number {
  let i = at;
  while (i > 0 && ![';', '}'].includes(tokens[i - 1]!.text)) i--;
  return i;
}

export function functionsOf(text: string, tokens: readonly Token[]): WgslFunction[] {
  const found: WgslFunction[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.text !== 'fn') continue;
    const parameters = nextSign(tokens, '(', i);
    const open = parameters < 0 ? -1 : nextSign(tokens, '{', closing(tokens, parameters));
    if (open < 0) continue; // the compiler has something to say about it
    const close = closing(tokens, open);
    const arrow = closing(tokens, parameters) + 1;
    const type = tokens[arrow]?.text === '->' ? afterAttributes(tokens, arrow + 1) : open;
    const returns = type < open ? text.slice(tokens[type]!.from, tokens[open - 1]!.to) : null;
    const body = tokens.slice(open, close);
    const calls = body.filter(({ kind }, k) => kind === 'word' && body[k + 1]?.text === '(').map((word) => word.text);
    const first = firstAttribute(tokens, i);
    const isEntry = tokens.slice(first, i).some((token) => token.text === 'compute');
    found.push({ name: tokens[i + 1]?.text ?? '', at: i, first, open, close, returns, calls, isEntry });
    i = close;
  }
  return found;
}

/**
 * How many calls a call of each function becomes when everything is inlined, as drivers do. Recursion, which the compiler
 * refuses, counts as infinite.
 */
export function inlinedCalls(functions: readonly WgslFunction[]): ReadonlyMap<string, number> {
  const byName = new Map(functions.map((one) => [one.name, one]));
  const counts = new Map<string, number>();
  const visit = (name: string, above: ReadonlySet<string>): number => {
    const known = counts.get(name);
    if (known !== undefined) return known;
    if (above.has(name)) return Infinity;
    const deeper = new Set([...above, name]);
    const own = byName.get(name)!.calls.filter((called) => byName.has(called));
    const count = own.reduce((sum, called) => sum + visit(called, deeper), 1);
    counts.set(name, count);
    return count;
  };
  for (const { name } of functions) visit(name, new Set());
  return counts;
}
