// What: functions of WGSL that are there by themselves → Python, with the type of what they return.
// Formula: each is worked out in 64 bits and rounded to 32 at once; for + − · ÷ and √ that is what 32 bits give to the last bit.
// Source: WGSL (W3C), section 17.
import { asType, convert } from './convert.ts';
import { concrete, isVector, scalar, scalarOf, Untranslatable, unify, vector } from './types.ts';
import type { Type, Typed } from './types.ts';

/** Of one number: the name in runtime/wgsl.py. */
const OF_ONE: Readonly<Record<string, string>> = {
  ...{ abs: 'abs_', sign: 'sign', floor: 'floor', ceil: 'ceil', trunc: 'trunc', round: 'round_even', sqrt: 'sqrt', exp: 'exp', exp2: 'exp2' }, // prettier-ignore
  ...{ log: 'log', log2: 'log2', cos: 'cos', sin: 'sin', tanh: 'tanh', fract: 'fract', saturate: 'saturate', inverseSqrt: 'inverse_sqrt', tan: 'tan' }, // prettier-ignore
  ...{ acos: 'acos', asin: 'asin', atan: 'atan' },
  ...{ countOneBits: 'count_one_bits', countLeadingZeros: 'count_leading_zeros', countTrailingZeros: 'count_trailing_zeros', firstLeadingBit: 'first_leading_bit', firstTrailingBit: 'first_trailing_bit', reverseBits: 'reverse_bits' }, // prettier-ignore
};
const OF_SEVERAL: Readonly<Record<string, string>> = {
  ...{ min: 'min_', max: 'max_', clamp: 'clamp', mix: 'mix', pow: 'power', step: 'step_', smoothstep: 'smoothstep', atan2: 'atan2', fma: 'fma' }, // prettier-ignore
};
/** Their numbers are rounded; of the others whole numbers stay whole. */
const ROUNDED = new Set(['min_', 'max_', 'clamp', 'abs_', 'sign']);

const arity = (name: string) => (name === 'clamp' || name === 'mix' || name === 'smoothstep' || name === 'fma' ? 3 : 2);

/** A number without a suffix becomes one of the kind that it meets: 3e38 is rounded to 32 bits beside such a fraction. */
function ofType(item: Typed, type: Type): string {
  if (type.kind !== 'scalar' && type.kind !== 'vector') return item.code;
  const kind = scalarOf(type);
  return item.type.kind === 'vector' ? asType(item, vector(item.type.size, kind)) : convert(item, kind);
}

const SIMPLE = /^\w+(?:\.\w+)?$/;
/** What the runtime does, without a call where nothing is computed twice. */
function ofNumbers(called: string, codes: readonly string[]): string {
  const [a, b] = codes;
  if (called === 'min_' && codes.every((code) => SIMPLE.test(code))) return `(${b} if ${b} < ${a} else ${a})`;
  if (called === 'max_' && codes.every((code) => SIMPLE.test(code))) return `(${b} if ${b} > ${a} else ${a})`;
  return `w.${called}(${codes.join(', ')})`;
}

/** null: no such function. */
export function builtinCall(name: string, given: readonly Typed[]): Typed | null {
  const codes = given.map(({ code }) => code);
  if (name === 'select') {
    const type = unify(given[0]!.type, given[1]!.type);
    codes.splice(0, 2, ...given.slice(0, 2).map((item) => ofType(item, type)));
    if (isVector(given[2]!.type)) return { code: `w.select_each(${codes.join(', ')})`, type };
    const isPlain = !codes.slice(0, 2).some((code) => /(?<!\bw\.)\b\w+\(/.test(code));
    return { code: isPlain ? `(${codes[1]} if ${codes[2]} else ${codes[0]})` : `w.select(${codes.join(', ')})`, type };
  }
  if (name === 'all' || name === 'any')
    return { code: isVector(given[0]!.type) ? `${name}(${codes[0]})` : codes[0]!, type: scalar('bool') };
  if (name === 'dot') return { code: `w.dot(${codes.join(', ')})`, type: scalar(scalarOf(given[0]!.type)) };
  if (name === 'length') return { code: `w.length(${codes[0]})`, type: scalar('f32') };
  if (name === 'distance') return { code: `w.length(w.each(w.sub_f, ${codes.join(', ')}))`, type: scalar('f32') };
  const one = OF_ONE[name];
  const several = OF_SEVERAL[name];
  if (one === undefined && several === undefined) return null;
  if (several !== undefined && given.length !== arity(several.replace('_', ''))) return null;
  const type = given.map((item) => item.type).reduce(unify);
  const called = one ?? several!;
  if (several !== undefined) codes.splice(0, codes.length, ...given.map((item) => ofType(item, type)));
  const code = !isVector(type) ? ofNumbers(called, codes) : given.every((one) => isVector(one.type)) ? `[*map(w.${called}, ${codes.join(', ')})]` : `w.each(w.${called}, ${codes.join(', ')})`; // prettier-ignore
  const isFloat = scalarOf(concrete(type)) === 'f32';
  if (isFloat || ROUNDED.has(called) || one !== undefined) return { code, type };
  throw new Untranslatable(`${name} of whole numbers is not translated to Python`);
}
