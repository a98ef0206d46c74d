// What: the parts of a line of a formula in order, and how they are put together.
import { escaped } from './formulaSigns.ts';
import type { Role } from './formulaSigns.ts';

export interface Item {
  readonly tex: string;
  readonly role: Role;
  readonly spaced: boolean;
  /** Of a bracket: what stands in it. */
  readonly inside?: string;
  /** log, min …: its argument belongs to it. */
  readonly called?: boolean;
}

/** Words that follow one another are one text. */
export function joined(items: readonly Item[]): string {
  let made = '';
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (item.role !== 'word') {
      made += item.tex;
      continue;
    }
    const before = i > 0 && item.spaced && items[i - 1]!.role !== 'operator' ? ' ' : '';
    const words = [item.tex];
    while (items[i + 1]?.role === 'word') words.push(items[++i]!.tex);
    const after = items[i + 1] && items[i + 1]!.spaced && items[i + 1]!.role !== 'operator' ? ' ' : '';
    made += `\\text{${escaped(before + words.join(' ') + after)}}`;
  }
  return made;
}
