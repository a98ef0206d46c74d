// What: whether an adapter's output is the case's.
// Formula: |got − expected| ≤ max(rel·|expected|, 1e-9). "NaN" stands for not a number; { raises } asks for any refusal;
// texts, truth values, null and lengths exactly. Every key of the case's output must be there.
export const ABSOLUTE = 1e-9;

export interface Comparison {
  /** Largest |got − expected| / max(|expected|, 1e-9/rel): the case passes up to rel. */
  readonly worst: number;
  readonly compared: number;
  /** The first path that differs. */
  readonly difference: { readonly path: string; readonly expected: unknown; readonly got: unknown } | null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isList = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || ArrayBuffer.isView(value);

/** NaN and infinities stand in JSON as words. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  return { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity }[value] ?? null;
}

export function compareOutput(expected: unknown, got: unknown, relative: number): Comparison {
  let [worst, compared] = [0, 0];
  let difference: Comparison['difference'] = null;
  const differs = (path: string, one: unknown, other: unknown) => {
    difference ??= { path: path || '(output)', expected: one, got: other };
  };
  const numbers = (path: string, one: number, other: unknown) => {
    const value = numberOf(other);
    if (value === null) return differs(path, one, other);
    if (Object.is(one, value) || one === value) return;
    const error = Math.abs(value - one) / Math.max(Math.abs(one), ABSOLUTE / relative);
    if (!(error <= relative)) differs(path, one, other);
    worst = Math.max(worst, Number.isNaN(error) ? Infinity : error);
  };
  const visit = (path: string, one: unknown, other: unknown): void => {
    if (isList(one)) {
      if (!isList(other)) return differs(path, one, other);
      if (one.length !== other.length) return differs(`${path}.length`, one.length, other.length);
      if (one.length === 0) compared++; // that there is nothing
      for (let i = 0; i < one.length; i++) visit(`${path}[${i}]`, one[i], other[i]);
    } else if (isObject(one)) {
      if (!isObject(other) || isList(other)) return differs(path, one, other);
      if ('raises' in one) {
        compared++;
        if (typeof other['raises'] !== 'string' || !other['raises']) differs(path, one, other);
        return;
      }
      for (const key of Object.keys(one)) visit(path ? `${path}.${key}` : key, one[key], other[key]);
    } else {
      compared++;
      const value = typeof other === 'number' || typeof one === 'number' ? numberOf(one) : null;
      if (value !== null) numbers(path, value, other);
      else if (one !== other) differs(path, one, other);
    }
  };
  visit('', expected, got);
  return { worst, compared, difference };
}
