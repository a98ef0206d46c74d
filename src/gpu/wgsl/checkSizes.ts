// What: refuses what would exhaust a device before anything is compiled: long texts, large arrays, large workgroups, and
// calls that become millions when a driver inlines them. Loops are loopGuard.ts's business; recursion is the compiler's.
import { functionsOf, inlinedCalls } from './functions.ts';
import { closing, nextSign, placeOf } from './tokens.ts';
import type { Token } from './tokens.ts';

export const MAX_TEXT = 64 * 1024;
/** Elements of one array outside of storage buffers, all its dimensions multiplied. */
export const MAX_ELEMENTS = 4096;
/** What every WebGPU device allows. */
export const MAX_WORKGROUP = 256;
const MAX_INLINED_CALLS = 20_000;

export class WgslSizeError extends Error {
  override readonly name = 'WgslSizeError';
  constructor(
    readonly line: number,
    readonly column: number,
    readonly detail: string,
  ) {
    super(`Line ${line}: ${detail}`);
  }
}

/** The text must have been through normalizeLines. */
export function checkSizes(text: string, tokens: readonly Token[]): void {
  const refuse = (token: Token, detail: string): never => {
    const { line, column } = placeOf(text, token.from);
    throw new WgslSizeError(line, column, detail);
  };
  const own = tokens.find(({ kind, text: word }) => kind === 'word' && word.startsWith('rollscope_'));
  if (own) refuse(own, `names that begin with 'rollscope_' are taken; use another name than '${own.text}'.`);
  const constants = namedConstants(tokens);
  tokens.forEach((token, i) => {
    if (token.text === 'array' && tokens[i + 1]?.text === '<') checkArray(tokens, i, constants, refuse);
    if (token.text === 'WORKGROUP_SIZE' && tokens[i - 1]?.text === 'override') checkOverride(tokens, i, refuse);
    if (token.text === 'workgroup_size' && tokens[i - 1]?.text === '@') checkWorkgroup(tokens, i, refuse);
  });
  const functions = functionsOf(text, tokens);
  for (const [name, count] of inlinedCalls(functions)) {
    if (count <= MAX_INLINED_CALLS || count === Infinity) continue;
    const { at } = functions.find((one) => one.name === name)!;
    refuse(tokens[at]!, `'${name}' expands to more than ${MAX_INLINED_CALLS} function calls; call fewer functions.`);
  }
}

type Refuse = (token: Token, detail: string) => never;

const literal = (text: string) => Number(text.replace(/(?<!^0[xX][\da-fA-F]*)[fh]$|[iu]$/, ''));

/** `const N = 4;` at any level, by name. */
function namedConstants(tokens: readonly Token[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  tokens.forEach((token, i) => {
    if (token.text !== 'const') return;
    const name = tokens[i + 1]?.text ?? '';
    const equals = nextSign(tokens, '=', i);
    const end = nextSign(tokens, ';', i);
    if (equals < 0 || end < equals) return;
    const value = valueOf(tokens.slice(equals + 1, end), found);
    if (value !== null) found.set(name, Math.max(value, found.get(name) ?? 0));
  });
  return found;
}

/** Sums, products and shifts from left to right, which is never less than half of what they are; null = not known. */
function valueOf(tokens: readonly Token[], constants: ReadonlyMap<string, number>): number | null {
  let value: number | null = null;
  let sign = '+';
  for (const { kind, text } of tokens) {
    if (kind === 'sign') {
      if (text === '(' || text === ')') continue;
      sign = (sign === '<' && text === '<') || (sign === '>' && text === '>') ? sign + text : text;
      continue;
    }
    const number = kind === 'number' ? literal(text) : constants.get(text);
    if (number === undefined) return null;
    if (value === null) value = number;
    else if (sign === '*') value *= number;
    else if (sign === '/') value /= number;
    else if (sign === '-') value -= number;
    else if (sign === '<<') value *= 2 ** number;
    else if (sign === '>>') value /= 2 ** number;
    else value += number;
    sign = '+';
  }
  return value;
}

/** Multiplies the lengths of `array<array<f32, 8>, 8>`; arrays without a length belong to buffers. */
function checkArray(
  tokens: readonly Token[],
  at: number,
  constants: ReadonlyMap<string, number>,
  refuse: Refuse,
): number {
  let depth = 0;
  let comma = -1;
  let inner = 1;
  for (let i = at + 1; i < tokens.length; i++) {
    const { text } = tokens[i]!;
    if (text === '(') i = closing(tokens, i);
    else if (text === '<') depth++;
    else if (text === ',' && depth === 1 && comma < 0) comma = i;
    else if (text === 'array' && depth === 1 && comma < 0 && tokens[i + 1]?.text === '<')
      inner = checkArray(tokens, i, constants, refuse);
    else if (text === '>' && --depth === 0) {
      if (comma < 0) return inner;
      const length = valueOf(tokens.slice(comma + 1, i), constants);
      const elements = (length ?? 1) * inner;
      if (elements > MAX_ELEMENTS)
        refuse(tokens[at]!, `this array has ${elements} elements; at most ${MAX_ELEMENTS} fit beside each answer.`);
      return elements;
    }
    if (text === ';' || text === '{') break;
  }
  return inner;
}

function checkOverride(tokens: readonly Token[], at: number, refuse: Refuse): void {
  const number = tokens.slice(at, nextSign(tokens, ';', at)).find(({ kind }) => kind === 'number');
  if (number && literal(number.text) > MAX_WORKGROUP)
    refuse(number, `a workgroup of ${number.text} is too large; the most is ${MAX_WORKGROUP}.`);
}

function checkWorkgroup(tokens: readonly Token[], at: number, refuse: Refuse): void {
  const size = tokens.slice(at + 2, closing(tokens, at + 1)).map(({ text }) => text);
  if (size.join('') !== 'WORKGROUP_SIZE')
    refuse(tokens[at]!, 'write `@workgroup_size(WORKGROUP_SIZE)`; the size stands in the override.');
}
