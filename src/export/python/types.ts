// What: the types of WGSL that reward shaders use, and what is needed to know the type of every expression: Python has one kind of
// whole number and one of fractions, WGSL wraps at 32 bits and rounds to 32.
// Source: WGSL (W3C), sections 6 and 8.
import type { Expression, TypeName } from '../wgsl/syntax.ts';

/** 'ai' and 'af' are literals without a suffix, which take the type of what they meet. */
export type ScalarName = 'f32' | 'u32' | 'i32' | 'bool' | 'ai' | 'af';
export type Type =
  | { readonly kind: 'scalar'; readonly name: ScalarName }
  | { readonly kind: 'vector'; readonly size: number; readonly of: ScalarName }
  | { readonly kind: 'array'; readonly of: Type; readonly count: Expression | null }
  | { readonly kind: 'struct'; readonly name: string }
  | { readonly kind: 'pointer'; readonly to: Type }
  | { readonly kind: 'none' };

type Vector = Extract<Type, { kind: 'vector' }>;
export const scalar = (name: ScalarName): Type => ({ kind: 'scalar', name });
export const vector = (size: number, of: ScalarName): Vector => ({ kind: 'vector', size, of });
export const NONE: Type = { kind: 'none' };

const SCALARS = new Set(['f32', 'u32', 'i32', 'bool']);
const LETTERS: Readonly<Record<string, ScalarName>> = { f: 'f32', u: 'u32', i: 'i32' };

/** What cannot be said in Python here: the reward is exported as a stub that says so. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
}

/** null: not a type. */
export function typeNamed({ name, of, count }: TypeName, structs: ReadonlySet<string>): Type | null {
  if (SCALARS.has(name)) return scalar(name as ScalarName);
  const short = /^vec([234])([fui])$/.exec(name);
  if (short) return vector(Number(short[1]), LETTERS[short[2]!]!);
  const long = /^vec([234])$/.exec(name);
  if (long) return vector(Number(long[1]), of.length > 0 ? (of[0]!.name as ScalarName) : 'ai');
  if (name === 'array' && of.length > 0) return { kind: 'array', of: mustType(of[0]!, structs), count: count ?? null };
  if (name === 'ptr') return { kind: 'pointer', to: mustType(of[1]!, structs) };
  if (structs.has(name)) return { kind: 'struct', name };
  return null;
}

export function mustType(name: TypeName, structs: ReadonlySet<string>): Type {
  const type = typeNamed(name, structs);
  if (!type) throw new Untranslatable(`the type ${name.name} is not translated to Python`);
  return type;
}

export const isScalar = (type: Type): type is Extract<Type, { kind: 'scalar' }> => type.kind === 'scalar';
export const isVector = (type: Type): type is Vector => type.kind === 'vector';
/** The scalar that an operator works on. */
export function scalarOf(type: Type): ScalarName {
  if (type.kind === 'scalar') return type.name;
  if (type.kind === 'vector') return type.of;
  throw new Untranslatable('a whole list or struct is computed with');
}
/** Held as one value that two names may share: it is copied where it is assigned. */
export const isComposite = (type: Type): boolean => type.kind !== 'scalar';

const ORDER: readonly ScalarName[] = ['ai', 'af'];
const meet = (a: ScalarName, b: ScalarName): ScalarName => {
  if (a === b) return a;
  if (ORDER.includes(a) && ORDER.includes(b)) return 'af';
  return ORDER.includes(a) ? b : a;
};

/** The type of two operands that must agree; a scalar beside a vector is spread. */
export function unify(a: Type, b: Type): Type {
  if (isVector(a) || isVector(b)) {
    const size = isVector(a) ? a.size : (b as { size: number }).size;
    return vector(size, meet(scalarOf(a), scalarOf(b)));
  }
  if (isScalar(a) && isScalar(b)) return scalar(meet(a.name, b.name));
  return a;
}

/** What a variable gets whose value is a literal. */
export function concrete(type: Type): Type {
  if (isScalar(type)) return type.name === 'ai' ? scalar('i32') : type.name === 'af' ? scalar('f32') : type;
  if (isVector(type)) return vector(type.size, scalarOf(concrete(scalar(type.of))));
  return type;
}

export const sameType = (a: Type, b: Type): boolean => JSON.stringify(concrete(a)) === JSON.stringify(concrete(b));

/** A piece of Python and the type of what it makes. */
export interface Typed {
  readonly code: string;
  readonly type: Type;
}
