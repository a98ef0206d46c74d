// What: expressions and types of WGSL → their tree.
// Formula: binary operators by how strongly they bind; WGSL asks for brackets where C would guess, so any order that keeps the strength is right.
// Source: WGSL (W3C), sections 8.18 (operator precedence) and 6.
import type { Expression, TypeName } from './syntax.ts';
import type { TokenReader } from './tokenReader.ts';

/** From weak to strong. */
const LEVELS = [['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!=', '<', '>', '<=', '>='], ['<<', '>>'], ['+', '-'], ['*', '/', '%']]; // prettier-ignore
const UNARY = new Set(['-', '!', '~', '*', '&']);
/** Names that take a list of types: what follows `<` is no comparison. */
const GENERIC = /^(?:array|vec[234]|ptr|bitcast|atomic|mat[234]x[234])$/;

export function parseType(reader: TokenReader): TypeName {
  const name = reader.name();
  if (!reader.is('<')) return { name, of: [] };
  reader.take();
  if (name !== 'array') return { name, of: reader.list('>', () => parseType(reader)) };
  const item = parseType(reader);
  // A comparison in a count would need brackets.
  const count = reader.eat(',') && !reader.is('>') ? { count: binary(reader, LEVELS.length - 3) } : {};
  reader.eat(',');
  reader.must('>');
  return { name, of: [item], ...count };
}

export const parseExpression = (reader: TokenReader): Expression => binary(reader, 0);

function operatorAt(reader: TokenReader, level: number): string | null {
  const { text, kind } = reader.next;
  if (kind !== 'sign') return null;
  const wanted = LEVELS[level]!;
  if (text === '>' && reader.ahead(1).text === '>') return wanted.includes('>>') ? '>>' : null;
  return wanted.includes(text) ? text : null;
}

function binary(reader: TokenReader, level: number): Expression {
  if (level === LEVELS.length) return unary(reader);
  let left = binary(reader, level + 1);
  for (;;) {
    const operator = operatorAt(reader, level);
    if (operator === null) return left;
    reader.take();
    if (operator === '>>') reader.take();
    left = { kind: 'binary', operator, left, right: binary(reader, level + 1) };
  }
}

function unary(reader: TokenReader): Expression {
  const { kind, text } = reader.next;
  if (kind !== 'sign' || !UNARY.has(text)) return postfix(reader, primary(reader));
  reader.take();
  return { kind: 'unary', operator: text, of: unary(reader) };
}

export function postfix(reader: TokenReader, of: Expression): Expression {
  if (reader.eat('[')) {
    const at = parseExpression(reader);
    reader.must(']');
    return postfix(reader, { kind: 'index', of, at });
  }
  if (reader.eat('.')) return postfix(reader, { kind: 'member', of, name: reader.name() });
  return of;
}

function literal(text: string): Expression {
  const isHex = /^0x/i.test(text);
  const suffix = (isHex ? /[iu]$/ : /[fiu]$/).exec(text)?.[0] ?? '';
  const digits = suffix === '' ? text : text.slice(0, -1);
  const isFloat = suffix === 'f' || (!isHex && /[.eE]/.test(digits));
  return { kind: 'literal', value: Number(digits), suffix: suffix as '' | 'u' | 'i' | 'f', isFloat };
}

function primary(reader: TokenReader): Expression {
  const { kind, text, line } = reader.next;
  if (kind === 'number') return literal(reader.take().text);
  if (reader.eat('(')) {
    const inner = parseExpression(reader);
    reader.must(')');
    return inner;
  }
  if (kind !== 'name') reader.fail(`a value was expected before “${text}”.`);
  if (text === 'true' || text === 'false') {
    reader.take();
    return { kind: 'literal', value: text === 'true', suffix: '', isFloat: false };
  }
  const callee =
    GENERIC.test(text) && reader.ahead(1).text === '<' ? parseType(reader) : { name: reader.name(), of: [] };
  if (reader.eat('(')) return { kind: 'call', callee, given: reader.list(')', () => parseExpression(reader)), line };
  if (callee.of.length > 0) reader.fail(`“(” was expected before “${reader.next.text}”.`);
  return { kind: 'name', name: callee.name, line };
}
