// What: twin of wordErrors.wgsl: the whole table, from the ends of the texts to their beginnings.
import { BLANK } from './unicode.ref.ts';

export const wordsIn = (text: string): string[] => text.split(new RegExp(`[${BLANK}]+`)).filter((word) => word !== '');

export function wordErrors(truth: readonly string[], own: readonly string[]): number {
  const known = new Map<number, number>();
  const from = (i: number, j: number): number => {
    if (i === truth.length) return own.length - j;
    if (j === own.length) return truth.length - i;
    const key = i * (own.length + 1) + j;
    let found = known.get(key);
    if (found === undefined) {
      found =
        truth[i] === own[j] ? from(i + 1, j + 1) : 1 + Math.min(from(i + 1, j), from(i, j + 1), from(i + 1, j + 1));
      known.set(key, found);
    }
    return found;
  };
  return from(0, 0);
}
