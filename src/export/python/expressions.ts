// What: expressions of WGSL → Python, each with its type.
import { builtinCall } from './builtins.ts';
import { asType, construct, fraction, zeroOf } from './convert.ts';
import { binary, unary } from './operators.ts';
import { pythonName } from './scope.ts';
import type { Known, Scope } from './scope.ts';
import {
  concrete,
  isComposite,
  isVector,
  mustType,
  NONE,
  scalar,
  scalarOf,
  typeNamed,
  Untranslatable,
  vector,
} from './types.ts';
import type { ScalarName, Type, Typed } from './types.ts';
import type { Expression, Function, Struct } from '../wgsl/syntax.ts';

/** What a module declares. */
export interface ModuleNames {
  readonly structs: ReadonlyMap<string, Struct>;
  readonly structNames: ReadonlySet<string>;
  readonly functions: ReadonlyMap<string, Function>;
  readonly globals: ReadonlyMap<string, Known>;
  /** Functions that give the same for the same; what they return, nobody changes. */
  readonly pure: ReadonlySet<string>;
}

const COMPONENTS: Readonly<Record<string, number>> = { x: 0, y: 1, z: 2, w: 3, r: 0, g: 1, b: 2, a: 3 };

export class Expressions {
  constructor(
    private readonly names: ModuleNames,
    readonly scope: Scope,
  ) {}

  /** The value; a list or struct may be one that another name holds, too. */
  of(expression: Expression): Typed {
    switch (expression.kind) {
      case 'literal':
        return literal(expression);
      case 'name':
        return this.named(expression.name);
      case 'unary':
        return this.unary(expression.operator, expression.of);
      case 'binary':
        return binary(expression.operator, this.of(expression.left), this.of(expression.right));
      case 'index':
        return this.index(this.of(expression.of), this.of(expression.at));
      case 'member':
        return this.member(this.of(expression.of), expression.name);
      case 'call':
        return this.call(expression);
    }
  }

  /** One that nobody else holds. */
  own(expression: Expression, wanted?: Type): Typed {
    const value = this.of(expression);
    const type = wanted ?? concrete(value.type);
    const code = asType(value, type);
    return { code: isComposite(type) && !this.isNew(expression) ? copied(code, type) : code, type };
  }

  /** One that nobody changes. */
  fixed(expression: Expression, wanted?: Type): Typed {
    if (expression.kind !== 'call' || !this.names.pure.has(expression.callee.name)) return this.own(expression, wanted);
    const value = this.of(expression);
    const type = wanted ?? concrete(value.type);
    return { code: asType(value, type), type };
  }

  private isNew(expression: Expression): boolean {
    if (expression.kind !== 'call') return expression.kind === 'binary';
    const { name } = expression.callee;
    return !this.names.functions.has(name) && name !== 'select' && name !== 'bitcast';
  }

  zero(type: Type): string {
    if (type.kind === 'struct') return `${pythonName(type.name)}()`;
    if (type.kind !== 'array') return zeroOf(type);
    if (!type.count) throw new Untranslatable('a list without a length is only a buffer');
    return `[${this.zero(type.of)} for _ in range(${this.of(type.count).code})]`;
  }

  private named(name: string): Typed {
    const known = this.scope.find(name);
    if (!known) throw new Untranslatable(`${name} is not known`);
    return { code: known.boxed ? `${known.python}[0]` : known.python, type: known.type };
  }

  private unary(operator: string, of: Expression): Typed {
    if (operator === '&') {
      if (of.kind !== 'name') throw new Untranslatable('a pointer to a part of a value is not translated to Python');
      const { python, type } = this.scope.find(of.name)!;
      return { code: python, type: { kind: 'pointer', to: type } };
    }
    const value = this.of(of);
    if (operator !== '*') return unary(operator, value);
    if (value.type.kind !== 'pointer') throw new Untranslatable('“*” stands before what is no pointer');
    return { code: `${value.code}[0]`, type: value.type.to };
  }

  private index(of: Typed, at: Typed): Typed {
    const inner = pointed(of);
    return { code: `w.at(${inner.code}, ${at.code})`, type: itemOf(inner.type) };
  }

  member(of: Typed, name: string): Typed {
    const inner = pointed(of);
    if (inner.type.kind === 'struct')
      return { code: `${inner.code}.${pythonName(name)}`, type: this.fieldType(inner.type.name, name) };
    if (!isVector(inner.type)) throw new Untranslatable(`.${name} stands behind what has no parts`);
    const parts = [...name].map((letter) => COMPONENTS[letter]!);
    if (parts.length === 1) return { code: `${inner.code}[${parts[0]}]`, type: scalar(inner.type.of) };
    const isRow = parts.every((part, i) => part === parts[0]! + i);
    const code = isRow ? `${inner.code}[${parts[0]}:${parts.at(-1)! + 1}]` : `w.swizzle(${inner.code}, ${parts.join(', ')})`; // prettier-ignore
    return { code, type: vector(parts.length, inner.type.of) };
  }

  fieldType(struct: string, name: string): Type {
    const field = this.names.structs.get(struct)?.fields.find((one) => one.name === name);
    if (!field) throw new Untranslatable(`${struct} has no ${name}`);
    return mustType(field.type, this.names.structNames);
  }

  private call({ callee, given }: Extract<Expression, { kind: 'call' }>): Typed {
    const called = this.names.functions.get(callee.name);
    if (called) return this.ownCall(called, given);
    if (callee.name === 'bitcast')
      return this.bitcast(mustType(callee.of[0]!, this.names.structNames), this.of(given[0]!));
    const struct = this.names.structs.get(callee.name);
    if (struct) {
      const fields = given.map(
        (value, i) => this.own(value, mustType(struct.fields[i]!.type, this.names.structNames)).code,
      );
      return { code: `${pythonName(callee.name)}(${fields.join(', ')})`, type: { kind: 'struct', name: callee.name } };
    }
    if (callee.name === 'array') return this.array(callee, given);
    const type = typeNamed(callee, this.names.structNames);
    const values = given.map((one) => this.of(one));
    const made = type ? construct(type, values) : builtinCall(callee.name, values);
    if (!made) throw new Untranslatable(`${callee.name}() is not translated to Python`);
    return made;
  }

  private ownCall({ name, parameters, returns }: Function, given: readonly Expression[]): Typed {
    const values = given.map((value, i) =>
      asType(this.of(value), mustType(parameters[i]!.type, this.names.structNames)),
    );
    const type = returns ? mustType(returns, this.names.structNames) : NONE;
    return { code: `${pythonName(name)}(${values.join(', ')})`, type };
  }

  private array(callee: Extract<Expression, { kind: 'call' }>['callee'], given: readonly Expression[]): Typed {
    const named = callee.of.length > 0 ? mustType(callee, this.names.structNames) : null;
    if (named && given.length === 0) return { code: this.zero(named), type: named };
    const item = named?.kind === 'array' ? named.of : concrete(this.of(given[0]!).type);
    const values = given.map((value) => this.own(value, item).code);
    const count: Expression = { kind: 'literal', value: values.length, suffix: '', isFloat: false };
    return { code: `[${values.join(', ')}]`, type: named ?? { kind: 'array', of: item, count } };
  }

  private bitcast(to: Type, value: Typed): Typed {
    const [from, into] = [scalarOf(concrete(value.type)), scalarOf(to)];
    const name = bitcastName(from, into);
    if (name === null) return { code: value.code, type: to };
    return { code: isVector(to) ? `w.each(w.${name}, ${value.code})` : `w.${name}(${value.code})`, type: to };
  }
}

function bitcastName(from: ScalarName, into: ScalarName): string | null {
  if (from === into) return null;
  if (into === 'f32') return 'float_of_bits';
  if (from === 'f32') return into === 'u32' ? 'bits_of_float' : 'signed_bits_of_float';
  return into === 'u32' ? 'u32' : 'i32';
}

/** Lists of numbers need no look at what is in them. */
const copied = (code: string, type: Type): string =>
  isVector(type) || (type.kind === 'array' && type.of.kind === 'scalar') ? `${code}[:]` : `w.copy(${code})`;

const pointed = (of: Typed): Typed => (of.type.kind === 'pointer' ? { code: `${of.code}[0]`, type: of.type.to } : of);

export function itemOf(type: Type): Type {
  if (type.kind === 'array') return type.of;
  if (type.kind === 'vector') return scalar(type.of);
  throw new Untranslatable('“[” stands behind what has no items');
}

function literal({ value, suffix, isFloat }: Extract<Expression, { kind: 'literal' }>): Typed {
  if (typeof value === 'boolean') return { code: value ? 'True' : 'False', type: scalar('bool') };
  if (suffix === 'u' || suffix === 'i') return { code: String(value), type: scalar(suffix === 'u' ? 'u32' : 'i32') };
  if (suffix === 'f') return { code: fraction(Math.fround(value)), type: scalar('f32') };
  return isFloat ? { code: fraction(value), type: scalar('af') } : { code: String(value), type: scalar('ai') };
}
