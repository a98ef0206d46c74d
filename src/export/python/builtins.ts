// What: functions of WGSL that are there by themselves → Python, with the type of what they return.
// Formula: each is worked out in 64 bits and rounded to 32 at once; for + − · ÷ and √ that is what 32 bits give to the last bit.
// Source: WGSL (W3C), section 17.
import { concrete, isVector, scalar, scalarOf, Untranslatable, unify } from './types.ts';
import type { Typed } from './types.ts';

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

/** null: no such function. */
export function builtinCall(name: string, given: readonly Typed[]): Typed | null {
  const codes = given.map(({ code }) => code);
  if (name === 'select') {
    const type = unify(given[0]!.type, given[1]!.type);
    const chooses = isVector(given[2]!.type) ? 'select_each' : 'select';
    return { code: `w.${chooses}(${codes.join(', ')})`, type };
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
  const code = isVector(type) ? `w.each(w.${called}, ${codes.join(', ')})` : `w.${called}(${codes.join(', ')})`;
  const isFloat = scalarOf(concrete(type)) === 'f32';
  if (isFloat || ROUNDED.has(called) || one !== undefined) return { code, type };
  throw new Untranslatable(`${name} of whole numbers is not translated to Python`);
}
