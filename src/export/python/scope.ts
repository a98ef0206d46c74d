// What: the names of a module and of a function while it is translated: their types, and what they are called in Python.
// A name that hides another of the same function gets a new one: Python knows no blocks.
import type { Type } from './types.ts';

/** Words that mean something else in Python, and names of the runtime (runtime/wgsl.py). */
const TAKEN = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield abs all any bool float int len list max min print range round sum ' +
    'type vars map zip set dict str id hash next iter open math struct w bind reset run super property object print sorted'
  ).split(' '),
);
export const pythonName = (name: string): string => (TAKEN.has(name) || name.startsWith('_') ? `${name}_` : name);

export interface Known {
  readonly python: string;
  readonly type: Type;
  /** Its address is taken: it is held in a list of one. */
  readonly boxed?: boolean;
  /** A variable of the module that a function may assign to. */
  readonly isPrivate?: boolean;
}

export class Scope {
  private readonly blocks: Map<string, Known>[] = [new Map()];
  private readonly used = new Set<string>();
  /** Private variables of the module that this function assigns. */
  readonly assigned = new Set<string>();

  constructor(
    private readonly globals: ReadonlyMap<string, Known>,
    /** A variable named as a function would hide it in the whole of a Python function. */
    private readonly functions: ReadonlyMap<string, unknown> = new Map(),
  ) {}

  open(): void {
    this.blocks.push(new Map());
  }

  close(): void {
    this.blocks.pop();
  }

  find(name: string): Known | null {
    for (let i = this.blocks.length - 1; i >= 0; i--) {
      const known = this.blocks[i]!.get(name);
      if (known) return known;
    }
    return this.globals.get(name) ?? null;
  }

  /** Also one that no name of the text has. */
  fresh(name: string): string {
    let python = pythonName(name);
    for (let n = 1; this.used.has(python) || this.globals.has(python) || this.functions.has(python); n++)
      python = `${pythonName(name)}_${n}`;
    this.used.add(python);
    return python;
  }

  declare(name: string, type: Type, boxed = false): Known {
    // Sisters may share a name: only what can still be seen is in the way.
    const isHidden = this.find(name) !== null || this.functions.has(name);
    const python = isHidden ? this.fresh(name) : pythonName(name);
    this.used.add(python);
    const known = { python, type, boxed };
    this.blocks.at(-1)!.set(name, known);
    return known;
  }
}
