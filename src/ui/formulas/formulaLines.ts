// What: a formula as lines, and a line as pieces: mathematics and plain words by turns, so that a long line can break between them.
import { joined } from './formulaItems.ts';
import type { Item } from './formulaItems.ts';
import { itemsOf } from './texOf.ts';
import type { SymbolNames } from './texOf.ts';

export type Piece = { readonly tex: string } | { readonly words: string };

/** Parts between semicolons, or with room between them; a bracket is not torn. */
export function linesOf(formula: string): readonly string[] {
  const lines: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < formula.length; at++) {
    const sign = formula[at]!;
    if ('([{'.includes(sign)) depth++;
    if (')]}'.includes(sign)) depth--;
    const room = /^(?:;\s|,?\s{2,})/u.exec(formula.slice(at));
    if (depth > 0 || !room) continue;
    lines.push(formula.slice(from, at));
    from = at + room[0].length;
    at = from - 1;
  }
  return [...lines, formula.slice(from)].map((line) => line.trim()).filter((line) => line !== '');
}

/** What has a tag or a quotation mark in it is a text to be written, not mathematics. */
const IS_TEXT = /["“]|<\/?\w+>/u;
/** Fewer words in a row are set with the mathematics. */
const LEAST_WORDS = 2;

export function piecesOf(line: string, symbolOf?: SymbolNames): readonly Piece[] {
  if (IS_TEXT.test(line)) return [{ words: line }];
  const pieces: Piece[] = [];
  let open: Item[] = [];
  const close = () => {
    if (open.length > 0) pieces.push({ tex: joined(open) });
    open = [];
  };
  const items = itemsOf(line, symbolOf);
  for (let i = 0; i < items.length; i++) {
    let end = i;
    while (items[end]?.role === 'word') end++;
    if (end - i >= LEAST_WORDS) {
      close();
      const comma = items[end]?.tex === ',' ? ',' : '';
      const words = items.slice(i, end).map(({ tex }) => tex);
      pieces.push({ words: words.join(' ') + comma });
      i = end - 1 + comma.length;
      continue;
    }
    open.push(items[i]!);
    if (items[i]!.tex === ',') close();
  }
  close();
  return pieces;
}
