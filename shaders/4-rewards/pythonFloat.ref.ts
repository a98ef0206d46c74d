// What: twin of pythonFloat.wgsl, by the numbers of the language.
import { stripped } from './unicode.ref.ts';

/** NaN where it is none. */
export function pythonFloat(text: string, commas: boolean): number {
  const own = stripped(commas ? text.replaceAll(',', '') : text).replace(/(?<=\d)_(?=\d)/g, '');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(own) ? Number(own) : NaN;
}

/** round(x, 2): toFixed works on the exact value, but takes the larger one where the other is equally near. */
export function roundedToTwo(x: number): number {
  const size = Math.abs(x);
  const isHalf = Number.isInteger(size * 8) && !Number.isInteger(size * 4);
  const lower = Math.floor(size * 100);
  const nearest = isHalf ? (lower + (lower % 2)) / 100 : Number(size.toFixed(2));
  return x < 0 ? -nearest : nearest;
}
