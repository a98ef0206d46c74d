// What: a WGSL text without the bodies of its functions, for reflection: what the kernel declares is all that is asked, and
// the parser that reads it (wgsl_reflect in webgpu-utils) refuses names that WGSL allows, such as `read` and `block`.
import { functionsOf } from './functions.ts';
import { normalizeLines, readTokens } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Words that mean something only between the brackets of `var<…>` and `ptr<…>`, or nothing at all. */
const CONTEXTUAL = new Set(
  'read write read_write function private workgroup storage uniform block pixel_local handle binding group location align stage vertex fragment compute'.split(
    ' ',
  ),
);

const isName = (tokens: readonly Token[], i: number) =>
  !['<', ',', '@'].includes(tokens[i - 1]?.text ?? '') && tokens[i - 1]?.text !== '->';

/** Functions that are not entry points are left out; entry points have an empty body. */
export function declarationsOf(wgsl: string): string {
  const text = normalizeLines(wgsl);
  const tokens = readTokens(text);
  const kept: string[] = [];
  let next = 0;
  const keep = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      const { text: word } = tokens[i]!;
      kept.push(CONTEXTUAL.has(word) && isName(tokens, i) ? `${word}_` : word);
    }
  };
  for (const { first, open, close, isEntry } of functionsOf(text, tokens)) {
    keep(next, first);
    if (isEntry) {
      keep(first, open);
      kept.push('{ }');
    }
    next = close + 1;
  }
  keep(next, tokens.length);
  return kept.join(' ');
}
