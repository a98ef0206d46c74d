// What: numbers of one kind as another, and types that are built from their parts: `f32(x)`, `vec3f(…)`, values that are given none.
// Source: WGSL (W3C), sections 6.1 (conversion rank), 17.1 and 17.2.
import { concrete, isVector, scalar, scalarOf, Untranslatable, unify, vector } from './types.ts';
import type { ScalarName, Type, Typed } from './types.ts';

const CALLS: Readonly<Record<ScalarName, string>> = { f32: 'w.to_f32', u32: 'w.to_u32', i32: 'w.to_i32', bool: 'bool', ai: 'int', af: 'float' }; // prettier-ignore
const LITERAL = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/;

/** A fraction as Python writes it. */
export const fraction = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);

export function convert({ code, type }: Typed, to: ScalarName): string {
  const from = scalarOf(type);
  if (from === to || to === 'ai' || (to === 'i32' && from === 'ai') || (to === 'u32' && from === 'ai')) return code;
  if (to === 'f32' && LITERAL.test(code)) return fraction(Math.fround(Number(code)));
  if (to === 'af') return LITERAL.test(code) ? fraction(Number(code)) : `float(${code})`;
  return `${CALLS[to]}(${code})`;
}

/** The same value as the type that is wanted: a number is rounded, a vector's numbers are. */
export function asType(value: Typed, to: Type): string {
  if (to.kind === 'scalar' && value.type.kind === 'scalar') return convert(value, to.name);
  if (to.kind === 'vector' && isVector(value.type) && value.type.of !== to.of)
    return `w.each(${CALLS[to.of]}, ${value.code})`;
  return value.code;
}

/** `vec3f(…)`, `f32(…)`: a single number is spread, parts are laid side by side. null: not such a type. */
export function construct(type: Type, given: readonly Typed[]): Typed | null {
  if (type.kind === 'scalar') {
    return { code: given.length === 0 ? zeroOf(type) : convert(given[0]!, type.name), type };
  }
  if (type.kind !== 'vector') return null;
  const met = given.length === 0 ? 'i32' : scalarOf(given.map((item) => scalar(scalarOf(item.type))).reduce(unify));
  const made = vector(type.size, type.of === 'ai' ? met : type.of);
  if (given.length === 0) return { code: zeroOf(made), type: made };
  if (given.length === 1 && !isVector(given[0]!.type))
    return { code: `[${convert(given[0]!, made.of)}] * ${type.size}`, type: made };
  const parts = given.map((item) =>
    isVector(item.type) ? `*${asType(item, vector(item.type.size, made.of))}` : convert(item, made.of),
  );
  return { code: `[${parts.join(', ')}]`, type: made };
}

/** The value of a number or vector that is given none. */
export function zeroOf(type: Type): string {
  if (type.kind === 'vector') return `[${zeroOf(scalar(type.of))}] * ${type.size}`;
  if (type.kind !== 'scalar') throw new Untranslatable('a value of this type has no zero here');
  const { name } = concrete(type) as Extract<Type, { kind: 'scalar' }>;
  return name === 'bool' ? 'False' : name === 'f32' ? '0.0' : '0';
}
