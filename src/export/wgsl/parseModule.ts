// What: the whole text of a shader → its tree. Throws a WgslSyntaxError with the line where it is more than this subset.
// Source: WGSL (W3C), sections 6 and 10.
import { parseType } from './parseExpression.ts';
import { parseBlock, parseDeclaration } from './parseStatement.ts';
import type { Declaration, Function, Module, Struct } from './syntax.ts';
import { TokenReader } from './tokenReader.ts';

interface Attribute {
  readonly name: string;
  readonly given: readonly string[];
}

/** What stands in the brackets of an attribute is kept as text. */
function attributes(reader: TokenReader): Attribute[] {
  const found: Attribute[] = [];
  while (reader.eat('@')) {
    const name = reader.name();
    const given = reader.eat('(') ? reader.list(')', () => reader.take().text) : [];
    found.push({ name, given });
  }
  return found;
}

function parseStruct(reader: TokenReader): Struct {
  reader.take();
  const name = reader.name();
  reader.must('{');
  const fields = reader.list('}', () => {
    attributes(reader);
    const field = reader.name();
    reader.must(':');
    return { name: field, type: parseType(reader) };
  });
  return { name, fields };
}

function parseFunction(reader: TokenReader, before: readonly Attribute[]): Function {
  const { line } = reader.take();
  const name = reader.name();
  reader.must('(');
  const parameters = reader.list(')', () => {
    const own = attributes(reader);
    const parameter = reader.name();
    reader.must(':');
    const builtin = own.find((attribute) => attribute.name === 'builtin')?.given[0] ?? null;
    return { name: parameter, type: parseType(reader), builtin };
  });
  let returns = null;
  if (reader.eat('->')) {
    attributes(reader);
    returns = parseType(reader);
  }
  const isEntry = before.some((attribute) => attribute.name === 'compute');
  return { name, parameters, returns, body: parseBlock(reader), isEntry, line };
}

export function parseModule(text: string): Module {
  const reader = new TokenReader(text);
  const [structs, functions, globals]: [Struct[], Function[], Declaration[]] = [[], [], []];
  while (!reader.isAtEnd) {
    if (reader.eat(';')) continue;
    const before = attributes(reader);
    const { text: word } = reader.next;
    if (word === 'struct') structs.push(parseStruct(reader));
    else if (word === 'fn') functions.push(parseFunction(reader, before));
    else if (['const', 'override', 'var'].includes(word)) {
      globals.push(parseDeclaration(reader));
      reader.must(';');
    } else reader.fail(`“${word}” is not known here.`);
  }
  return { structs, functions, globals };
}
