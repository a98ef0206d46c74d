// What: slashes of a formula as fractions. A spaced slash divides the whole product in front of it (`a·b / c`), a narrow one the last
// factor alone (`1/T Σ x`).
import { joined } from './formulaItems.ts';
import type { Item } from './formulaItems.ts';

const isFactor = (item: Item | undefined) =>
  item !== undefined && (item.role === 'atom' || item.role === 'word' || item.role === 'times' || item.role === 'big');

/** Brackets that hold a whole side of a fraction are not needed. */
const side = (items: readonly Item[]) => {
  const [only] = items;
  return items.length === 1 && only!.inside !== undefined && only!.tex.endsWith('\\right)')
    ? only!.inside
    : joined(items);
};

/** Where the operand behind a slash ends: a sum with what it sums up, a function with its argument, or one factor. */
function endOfOperand(items: readonly Item[], from: number): number {
  let end = from;
  while (items[end]?.role === 'big') end++;
  // log p, min(…): what a function stands alone for (std) is its own operand.
  if (items[end]?.called && items[end + 1]?.role === 'atom') end++;
  if (items[end]?.role !== 'atom' && items[end]?.role !== 'word') return from;
  while (isArgument(items[end], items[end + 1])) end++;
  return end + 1;
}

/** P(yes): a bracket that stands close behind a letter. */
const isArgument = (name: Item | undefined, bracket: Item | undefined) =>
  name?.role === 'atom' && bracket?.inside !== undefined && !bracket.spaced;

/** Where the operand in front of a slash begins; the length of the list where there is none. */
function startOfOperand(made: readonly Item[], wide: boolean): number {
  let from = made.length - 1;
  if (made[from]?.role !== 'atom' && made[from]?.role !== 'word') return made.length;
  while (from > 0 && (isArgument(made[from - 1], made[from]) || made[from - 1]!.called)) from--;
  while (wide && isFactor(made[from - 1])) from--;
  return from;
}

export function withFractions(items: readonly Item[]): readonly Item[] {
  const made: Item[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    const isSlash = item.role === 'slash';
    const end = isSlash ? endOfOperand(items, i + 1) : i;
    const from = isSlash ? startOfOperand(made, item.spaced) : 0;
    if (!isSlash || end === i + 1 || from === made.length) {
      made.push(item);
      continue;
    }
    const top = made.splice(from);
    const bottom = items.slice(i + 1, end);
    made.push({ tex: `\\frac{${side(top)}}{${side(bottom)}}`, role: 'atom', spaced: top[0]!.spaced });
    i = end - 1;
  }
  return made;
}
