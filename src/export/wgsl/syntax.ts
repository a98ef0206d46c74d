// What: the syntax of WGSL as a tree, as far as reward shaders use it: functions, structs, constants, variables, statements, expressions.
// Source: WGSL (W3C), sections 6 to 12. Lines are counted from 1 in the text that was parsed.

export type TypeName = { readonly name: string; readonly of: readonly TypeName[]; readonly count?: Expression };

export type Expression =
  | {
      readonly kind: 'literal';
      readonly value: number | boolean;
      readonly suffix: '' | 'u' | 'i' | 'f';
      readonly isFloat: boolean;
    }
  | { readonly kind: 'name'; readonly name: string; readonly line: number }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  /** A function, or a type that is built: `vec3f(…)`, `array<u32, 4>(…)`, `Text(…)`. */
  | { readonly kind: 'call'; readonly callee: TypeName; readonly given: readonly Expression[]; readonly line: number };

export type Declaration = {
  readonly kind: 'declare';
  readonly how: 'let' | 'var' | 'const' | 'override';
  readonly name: string;
  /** Of `var<private>`; '' in a function. */
  readonly space: string;
  readonly type: TypeName | null;
  readonly value: Expression | null;
  readonly line: number;
};

export type Statement =
  | Declaration
  | {
      readonly kind: 'assign';
      readonly to: Expression | null;
      readonly operator: string;
      readonly value: Expression;
      readonly line: number;
    }
  | { readonly kind: 'call'; readonly call: Expression; readonly line: number }
  | { readonly kind: 'return'; readonly value: Expression | null }
  | {
      readonly kind: 'if';
      readonly when: Expression;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: 'loop'; readonly first: Statement | null; readonly when: Expression | null; readonly after: Statement | null; readonly body: readonly Statement[]; readonly line: number } // prettier-ignore
  | { readonly kind: 'switch'; readonly on: Expression; readonly cases: readonly SwitchCase[]; readonly line: number }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' };

export interface SwitchCase {
  /** null stands for `default`. */
  readonly values: readonly (Expression | null)[];
  readonly body: readonly Statement[];
}

export interface Field {
  readonly name: string;
  readonly type: TypeName;
}
export interface Struct {
  readonly name: string;
  readonly fields: readonly Field[];
}
export interface Function {
  readonly name: string;
  /** Without parameters that are built in, such as global_invocation_id: see `builtins`. */
  readonly parameters: readonly (Field & { readonly builtin: string | null })[];
  readonly returns: TypeName | null;
  readonly body: readonly Statement[];
  readonly isEntry: boolean;
  readonly line: number;
}

export interface Module {
  readonly structs: readonly Struct[];
  readonly functions: readonly Function[];
  /** Constants, overrides, private variables and buffers, in the order of the text. */
  readonly globals: readonly Declaration[];
}

/** Something that this subset of WGSL does not have. */
export class WgslSyntaxError extends Error {
  override readonly name = 'WgslSyntaxError';
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(`Line ${line}: ${message}`);
  }
}
