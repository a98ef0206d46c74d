// What: statements of WGSL → lines of Python. What follows a round of a loop stands again before every `continue`.
import { asType } from './convert.ts';
import { Expressions, itemOf } from './expressions.ts';
import type { ModuleNames } from './expressions.ts';
import { binary } from './operators.ts';
import { pythonName, Scope } from './scope.ts';
import { concrete, mustType, NONE, Untranslatable } from './types.ts';
import type { Type } from './types.ts';
import type { Declaration, Expression, Function, Statement, SwitchCase } from '../wgsl/syntax.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** Names whose address a function takes. */
function boxedIn(body: readonly Statement[]): ReadonlySet<string> {
  const names = new Set<string>();
  JSON.stringify(body, (_, node: unknown) => {
    const { kind, operator, of } = (node ?? {}) as { kind?: string; operator?: string; of?: Expression };
    if (kind === 'unary' && operator === '&' && of?.kind === 'name') names.add(of.name);
    return node;
  });
  return names;
}

/** Whether a `break` in it ends the switch, not a loop further in. */
const breaks = (body: readonly Statement[]): boolean =>
  body.some((one) => {
    if (one.kind === 'break') return true;
    if (one.kind === 'if') return breaks(one.then) || breaks(one.otherwise);
    return one.kind === 'block' && breaks(one.body);
  });

export class FunctionWriter {
  private readonly scope: Scope;
  private readonly expressions: Expressions;
  private readonly boxed: ReadonlySet<string>;
  private readonly lines: string[] = [];
  private depth = 1;
  /** What ends a round of the loops around, the innermost last; null: nothing does. */
  private readonly after: (Statement | null)[] = [];
  private returns: Type = NONE;

  constructor(
    private readonly names: ModuleNames,
    private readonly made: Function,
  ) {
    this.scope = new Scope(names.globals, names.functions);
    this.expressions = new Expressions(names, this.scope);
    this.boxed = boxedIn(made.body);
  }

  write(): string {
    const { name, parameters, returns, body } = this.made;
    const given = parameters.map((parameter) => {
      const type = mustType(parameter.type, this.names.structNames);
      return this.scope.declare(parameter.name, type).python;
    });
    if (returns) this.returns = mustType(returns, this.names.structNames);
    this.block(body, false);
    const globals = [...this.scope.assigned];
    const head = `def ${pythonName(name)}(${given.join(', ')}):`;
    const before = this.names.pure.has(name) ? ['@w.remembered'] : [];
    return [...before, head, ...(globals.length > 0 ? [`    global ${globals.join(', ')}`] : []), ...this.lines].join(
      '\n',
    );
  }

  private line(code: string): void {
    this.lines.push('    '.repeat(this.depth) + code);
  }

  private block(body: readonly Statement[], opens = true): void {
    const before = this.lines.length;
    if (opens) this.depth++;
    this.scope.open();
    for (const statement of body) this.statement(statement);
    this.scope.close();
    if (this.lines.length === before) this.line('pass');
    if (opens) this.depth--;
  }

  private statement(statement: Statement): void {
    switch (statement.kind) {
      case 'declare':
        return this.declare(statement);
      case 'assign':
        return this.assign(statement);
      case 'call':
        return this.line(this.expressions.of(statement.call).code);
      case 'return':
        return this.return(statement);
      case 'if':
        return this.if(statement);
      case 'loop':
        return this.loop(statement);
      case 'switch':
        return this.switch(statement);
      case 'block': {
        this.scope.open();
        statement.body.forEach((one) => this.statement(one));
        return this.scope.close();
      }
      case 'break':
        return this.line('break');
      case 'continue':
        return this.continue();
    }
  }

  private declare({ how, name, type, value }: Declaration): void {
    const wanted = type ? mustType(type, this.names.structNames) : undefined;
    const own = (given: Expression) => (how === 'var' ? this.expressions.own(given, wanted) : this.expressions.fixed(given, wanted)); // prettier-ignore
    const made = value ? own(value) : { code: this.expressions.zero(wanted!), type: wanted! };
    const isBoxed = this.boxed.has(name);
    const { python } = this.scope.declare(name, made.type, isBoxed);
    this.line(`${python} = ${isBoxed ? `[${made.code}]` : made.code}`);
  }

  private assign({ to, operator, value }: Of<'assign'>): void {
    if (!to) return this.line(this.expressions.of(value).code);
    const old = this.expressions.of(to);
    if (operator === '=') return this.put(to, this.expressions.own(value, concrete(old.type)).code);
    const made = binary(operator.slice(0, -1), old, this.expressions.of(value));
    this.put(to, asType(made, old.type));
  }

  /** `to = code`. */
  private put(to: Expression, code: string): void {
    if (to.kind === 'index') {
      const of = this.expressions.of(to.of);
      const list = of.type.kind === 'pointer' ? `${of.code}[0]` : of.code;
      itemOf(of.type.kind === 'pointer' ? of.type.to : of.type);
      return this.line(`w.put(${list}, ${this.expressions.of(to.at).code}, ${code})`);
    }
    if (to.kind === 'name') {
      const known = this.scope.find(to.name)!;
      if (known.isPrivate) this.scope.assigned.add(known.python);
    }
    const place = this.expressions.of(to).code;
    if (/^w\.swizzle|:\d+\]$/.test(place)) throw new Untranslatable('several parts of a vector are set at once');
    this.line(`${place} = ${code}`);
  }

  private return({ value }: Of<'return'>): void {
    if (!value) return this.line('return');
    // What belongs to this call alone needs no copy.
    const isPlain = value.kind === 'name' || value.kind === 'call' || value.kind === 'binary';
    const made = isPlain ? asType(this.expressions.of(value), this.returns) : this.expressions.own(value, this.returns).code; // prettier-ignore
    this.line(`return ${made}`);
  }

  private if({ when, then, otherwise }: Of<'if'>): void {
    this.line(`if ${this.expressions.of(when).code}:`);
    this.block(then);
    if (otherwise.length === 0) return;
    this.line('else:');
    this.block(otherwise);
  }

  private loop({ first, when, after, body }: Of<'loop'>): void {
    this.scope.open();
    if (first) this.statement(first);
    this.line(`while ${when ? this.expressions.of(when).code : 'True'}:`);
    this.after.push(after);
    this.block(body);
    this.depth++;
    const ends = /^\s*(?:continue|break|return\b)/.test(this.lines.at(-1)!) && !this.isNested();
    if (after && !ends) this.statement(after);
    this.depth--;
    this.after.pop();
    this.scope.close();
  }

  /** Whether the last line stands deeper than the body of the loop. */
  private isNested(): boolean {
    const indent = /^ */.exec(this.lines.at(-1)!)![0].length;
    return indent > 4 * this.depth;
  }

  private continue(): void {
    const after = this.after.at(-1);
    if (after) this.statement(after);
    this.line('continue');
  }

  private switch({ on, cases }: Of<'switch'>): void {
    const isLeft = cases.some(({ body }) => breaks(body));
    if (isLeft && JSON.stringify(cases).includes('"continue"'))
      throw new Untranslatable('a switch with both “break” and “continue” is not translated to Python');
    const name = this.scope.fresh('chosen');
    this.line(`${name} = ${this.expressions.of(on).code}`);
    if (isLeft) {
      this.line('while True:');
      this.depth++;
    }
    this.cases(name, cases);
    if (!isLeft) return;
    this.line('break');
    this.depth--;
  }

  private cases(name: string, cases: readonly SwitchCase[]): void {
    const isDefault = ({ values }: SwitchCase) => values.includes(null);
    const sorted = [...cases.filter((one) => !isDefault(one)), ...cases.filter(isDefault)];
    sorted.forEach((one, i) => {
      const values = one.values.flatMap((value) => (value ? [this.expressions.of(value).code] : []));
      const when = isDefault(one) ? (i === 0 ? 'if True:' : 'else:') : `${i === 0 ? 'if' : 'elif'} ${name} in (${values.join(', ')},):`; // prettier-ignore
      this.line(when);
      this.block(one.body);
    });
  }
}
