// What: twin of jsonText.wgsl, by the parser of the language, which knows neither NaN nor Infinity.

const TOKEN = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/gs;
const INFINITE: Readonly<Record<string, string>> = { NaN: '1e30', Infinity: '1e30', '-Infinity': '-1e30' };

/** undefined where the text is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(TOKEN, (token) => INFINITE[token] ?? token));
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A truth value counts as a number in Python. */
const isNumeric = (value: unknown): value is number | boolean =>
  typeof value === 'number' || typeof value === 'boolean';

/** A list of so many numbers; null where it is none. */
export const numbersIn = (value: unknown, count: number): number[] | null =>
  Array.isArray(value) && value.length === count && value.every(isNumeric) ? value.map(Number) : null;
