// What: operators of WGSL → Python, with the wrap at 32 bits, the rounding to 32 and the division by 0 that Python does not have.
// Source: WGSL (W3C), section 8.7 to 8.9; x / 0 = x and x % 0 = 0 for whole numbers.
import { asType, convert } from './convert.ts';
import { isVector, scalar, scalarOf, unify, Untranslatable, vector } from './types.ts';
import type { ScalarName, Typed } from './types.ts';

const ALL_ONES = '0xFFFFFFFF';
const COMPARES: Readonly<Record<string, string>> = {
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '>': 'gt',
  '<=': 'le',
  '>=': 'ge',
};
const NAMES: Readonly<Record<string, string>> = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'mod', '&': 'and', '|': 'or', '^': 'xor', '<<': 'shl', '>>': 'shr' }; // prettier-ignore
const LETTERS: Readonly<Record<ScalarName, string>> = { f32: 'f', u32: 'u', i32: 'i', bool: 'b', ai: 'i', af: 'd' };

/** Of two numbers of that kind. */
function ofScalars(operator: string, kind: ScalarName, a: string, b: string): string {
  const plain = `(${a} ${operator} ${b})`;
  if (operator === '/' || operator === '%') return `w.${NAMES[operator]}_${LETTERS[kind]}(${a}, ${b})`;
  if (operator === '&' || operator === '|' || operator === '^') return plain;
  if (operator === '<<' || operator === '>>') {
    const shifted = `(${a} ${operator} (${b} & 31))`;
    if (operator === '>>') return shifted;
    return kind === 'u32' ? `(${shifted} & ${ALL_ONES})` : `w.i32(${shifted})`;
  }
  if (kind === 'f32') return `w.f32${plain}`;
  if (kind === 'u32') return `(${plain} & ${ALL_ONES})`;
  return kind === 'i32' ? `w.i32${plain}` : plain;
}

export function binary(operator: string, left: Typed, right: Typed): Typed {
  if (operator === '&&' || operator === '||')
    return { code: `(${left.code} ${operator === '&&' ? 'and' : 'or'} ${right.code})`, type: scalar('bool') };
  const isShift = operator === '<<' || operator === '>>';
  const type = isShift ? left.type : unify(left.type, right.type);
  const kind = scalarOf(type);
  const compare = COMPARES[operator];
  if (isVector(type)) {
    const wide = vector(type.size, kind);
    const [a, b] = [left, right].map((side) => (isVector(side.type) ? asType(side, wide) : convert(side, kind)));
    const each = (name: string) => isVector(left.type) && isVector(right.type) ? `[*map(w.${name}, ${a}, ${b})]` : `w.each(w.${name}, ${a}, ${b})`; // prettier-ignore
    if (compare) return { code: each(compare), type: vector(type.size, 'bool') };
    return { code: each(`${NAMES[operator]}_${LETTERS[kind]}`), type };
  }
  const [a, b] = isShift ? [left.code, right.code] : [convert(left, kind), convert(right, kind)];
  if (compare) return { code: `(${a} ${operator} ${b})`, type: scalar('bool') };
  return { code: ofScalars(operator, kind, a, b), type };
}

export function unary(operator: string, of: Typed): Typed {
  const { code, type } = of;
  const kind = scalarOf(type);
  if (isVector(type)) {
    const name = { '-': 'neg', '!': 'not', '~': 'inv' }[operator];
    return { code: `w.each(w.${name}_${LETTERS[kind]}, ${code})`, type };
  }
  if (operator === '!') return { code: `(not ${code})`, type };
  if (operator === '~') return { code: kind === 'u32' ? `(${code} ^ ${ALL_ONES})` : `(~${code})`, type };
  if (operator !== '-') throw new Untranslatable(`the operator ${operator} is not translated to Python`);
  if (/^[\d.]/.test(code) && !/\s/.test(code)) return { code: `-${code}`, type };
  return { code: kind === 'i32' ? `w.i32(-${code})` : `(-${code})`, type };
}
