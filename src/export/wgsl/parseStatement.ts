// What: statements of WGSL → their tree. Source: WGSL (W3C), section 9.
import { parseExpression, parseType, postfix } from './parseExpression.ts';
import type { Declaration, Expression, Statement, SwitchCase } from './syntax.ts';
import type { TokenReader } from './tokenReader.ts';

const ASSIGNS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);
const ONE: Expression = { kind: 'literal', value: 1, suffix: '', isFloat: false };

export function parseBlock(reader: TokenReader): Statement[] {
  reader.must('{');
  const body: Statement[] = [];
  while (!reader.eat('}')) {
    if (reader.isAtEnd) reader.fail('“}” is missing.');
    if (!reader.eat(';')) body.push(parseStatement(reader));
  }
  return body;
}

export function parseDeclaration(reader: TokenReader): Declaration {
  const { line } = reader.next;
  const how = reader.name() as Declaration['how'];
  const spaces = how === 'var' && reader.eat('<') ? reader.list('>', () => reader.name()) : [];
  const name = reader.name();
  const type = reader.eat(':') ? parseType(reader) : null;
  const value = reader.eat('=') ? parseExpression(reader) : null;
  return { kind: 'declare', how, name, space: spaces[0] ?? '', type, value, line };
}

function parseStatement(reader: TokenReader): Statement {
  const { text, line } = reader.next;
  switch (text) {
    case '{':
      return { kind: 'block', body: parseBlock(reader) };
    case 'if':
      return parseIf(reader);
    case 'for':
      return parseFor(reader);
    case 'while':
      reader.take();
      return { kind: 'loop', first: null, when: parseExpression(reader), after: null, body: parseBlock(reader), line };
    case 'loop':
      reader.take();
      return { kind: 'loop', first: null, when: null, after: null, body: parseBlock(reader), line };
    case 'switch':
      return parseSwitch(reader);
    default: {
      const statement = parseSimple(reader);
      reader.must(';');
      return statement;
    }
  }
}

/** What may also stand in the head of a `for`. */
function parseSimple(reader: TokenReader): Statement {
  const { text, line } = reader.next;
  if (text === 'let' || text === 'var' || text === 'const') return parseDeclaration(reader);
  if (text === 'break' || text === 'continue') {
    reader.take();
    return { kind: text };
  }
  if (text === 'return') {
    reader.take();
    return { kind: 'return', value: reader.is(';') ? null : parseExpression(reader) };
  }
  if (text === '_') {
    reader.take();
    reader.must('=');
    return { kind: 'assign', to: null, operator: '=', value: parseExpression(reader), line };
  }
  const to = parsePlace(reader);
  if (to.kind === 'call') return { kind: 'call', call: to, line };
  if (reader.eat('++')) return { kind: 'assign', to, operator: '+=', value: ONE, line };
  if (reader.eat('--')) return { kind: 'assign', to, operator: '-=', value: ONE, line };
  const operator = reader.take().text;
  // `>>=` comes as one sign, for no list of types ends before `=`.
  if (!ASSIGNS.has(operator)) reader.fail(`“${operator}” was not expected here.`);
  return { kind: 'assign', to, operator, value: parseExpression(reader), line };
}

/** A call, or what can be assigned to: a name, its parts, what a pointer points to. */
function parsePlace(reader: TokenReader): Expression {
  if (reader.eat('*')) return { kind: 'unary', operator: '*', of: parsePlace(reader) };
  if (reader.eat('(')) {
    const inner = parsePlace(reader);
    reader.must(')');
    return postfix(reader, inner);
  }
  const { line } = reader.next;
  const name = reader.name();
  if (reader.eat('('))
    return { kind: 'call', callee: { name, of: [] }, given: reader.list(')', () => parseExpression(reader)), line };
  return postfix(reader, { kind: 'name', name, line });
}

function parseIf(reader: TokenReader): Statement {
  reader.take();
  const when = parseExpression(reader);
  const then = parseBlock(reader);
  if (!reader.eat('else')) return { kind: 'if', when, then, otherwise: [] };
  return { kind: 'if', when, then, otherwise: reader.is('if') ? [parseIf(reader)] : parseBlock(reader) };
}

function parseFor(reader: TokenReader): Statement {
  const { line } = reader.take();
  reader.must('(');
  const first = reader.is(';') ? null : parseSimple(reader);
  reader.must(';');
  const when = reader.is(';') ? null : parseExpression(reader);
  reader.must(';');
  const after = reader.is(')') ? null : parseSimple(reader);
  reader.must(')');
  return { kind: 'loop', first, when, after, body: parseBlock(reader), line };
}

function parseSwitch(reader: TokenReader): Statement {
  const { line } = reader.take();
  const on = parseExpression(reader);
  reader.must('{');
  const cases: SwitchCase[] = [];
  while (!reader.eat('}')) {
    const values: (Expression | null)[] = [];
    if (reader.eat('default')) values.push(null);
    else {
      reader.must('case');
      do {
        if (reader.is(':') || reader.is('{')) break;
        values.push(reader.eat('default') ? null : parseExpression(reader));
      } while (reader.eat(','));
    }
    reader.eat(':');
    cases.push({ values, body: parseBlock(reader) });
  }
  return { kind: 'switch', on, cases, line };
}
