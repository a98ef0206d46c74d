// What: a kernel with one invocation per rollout → a Python module that computes the same: what its entry point reaches, as functions over the
// buffers that `bind` is given, and `run(rollouts)`. Throws Untranslatable, with the reason, where Python cannot do the same.
import { parseModule } from '../wgsl/parseModule.ts';
import type { Declaration, Function, Module } from '../wgsl/syntax.ts';
import { Expressions } from './expressions.ts';
import type { ModuleNames } from './expressions.ts';
import { namesIn, pureFunctions } from './pure.ts';
import { pythonName, Scope } from './scope.ts';
import type { Known } from './scope.ts';
import { FunctionWriter } from './statements.ts';
import { concrete, mustType, Untranslatable } from './types.ts';
import type { Type } from './types.ts';

const BUILTINS: Readonly<Record<string, string>> = { global_invocation_id: '[r, 0, 0]', num_workgroups: '[1, 1, 1]' };
const isBuffer = ({ space }: Declaration) => space === 'storage' || space === 'uniform';

/** What the entry point needs, itself first. */
function reachable(module: Module, entry: Function) {
  const all = [...module.functions, ...module.structs, ...module.globals];
  const byName = new Map(all.map((one) => [one.name, one]));
  const found = new Set<string>();
  const visit = (name: string) => {
    const one = byName.get(name);
    if (!one || found.has(name)) return;
    found.add(name);
    for (const other of namesIn(one)) visit(other);
  };
  visit(entry.name);
  return <Item extends { readonly name: string }>(items: readonly Item[]) =>
    items.filter(({ name }) => found.has(name));
}

/** Each constant behind those that it is made of. */
function inOrder(globals: readonly Declaration[]): Declaration[] {
  const left = new Map(globals.map((one) => [one.name, one]));
  const sorted: Declaration[] = [];
  const visit = (one: Declaration) => {
    if (!left.delete(one.name)) return;
    for (const name of namesIn([one.value, one.type])) if (left.has(name)) visit(left.get(name)!);
    sorted.push(one);
  };
  globals.forEach(visit);
  return sorted;
}

export interface PythonModule {
  readonly code: string;
  /** Buffers and params that `bind` must be given. */
  readonly buffers: readonly string[];
}

export function pythonModule(wgsl: string, entryName: string): PythonModule {
  const whole = parseModule(wgsl);
  const entry = whole.functions.find(({ name, isEntry }) => isEntry && name === entryName);
  if (!entry) throw new Untranslatable(`there is no entry point ${entryName}`);
  const pick = reachable(whole, entry);
  const [structs, functions, globals] = [pick(whole.structs), pick(whole.functions), inOrder(pick(whole.globals))];
  const structNames = new Set(structs.map(({ name }) => name));
  const known = new Map<string, Known>();
  const names: ModuleNames = {
    structs: new Map(structs.map((one) => [one.name, one])),
    structNames,
    functions: new Map(functions.map((one) => [one.name, one])),
    globals: known,
    pure: pureFunctions({ structs, functions, globals }),
  };
  const expressions = new Expressions(names, new Scope(known));
  const [constants, privates, buffers]: string[][] = [[], [], []];
  for (const one of globals) {
    const python = pythonName(one.name);
    const wanted = one.type ? mustType(one.type, structNames) : undefined;
    if (isBuffer(one)) {
      known.set(one.name, { python, type: wanted! });
      buffers!.push(python);
    } else if (one.how === 'var') {
      if (one.space !== 'private') throw new Untranslatable(`${one.name} is shared by a workgroup`);
      const value = one.value ? expressions.own(one.value, wanted) : { code: expressions.zero(wanted!), type: wanted! };
      known.set(one.name, { python, type: value.type, isPrivate: true });
      privates!.push(`${python} = ${value.code}`);
    } else {
      // A constant without a suffix takes the type of what it meets.
      const value =
        wanted || one.value?.kind === 'call' ? expressions.own(one.value!, wanted) : expressions.of(one.value!);
      known.set(one.name, { python, type: value.type });
      constants!.push(`${python} = ${value.code}`);
    }
  }
  const classes = structs.filter(({ name }) => !globals.some((one) => isBuffer(one) && one.type?.name === name)).map((one) => structClass(one.name, one.fields.map((field) => [pythonName(field.name), mustType(field.type, structNames)]), expressions)); // prettier-ignore
  const written = functions.map((one) => new FunctionWriter(names, one).write());
  const code = ['from . import wgsl as w', classes.join('\n\n\n'), constants!.join('\n'), bindOf(buffers!), resetOf(privates!), written.join('\n\n\n'), runOf(entry)]; // prettier-ignore
  return { code: `${code.filter((part) => part !== '').join('\n\n\n')}\n`, buffers: buffers! };
}

function structClass(name: string, fields: readonly (readonly [string, Type])[], expressions: Expressions): string {
  const python = pythonName(name);
  const list = fields.map(([field]) => field);
  const sets = fields.map(([field, type]) => `        self.${field} = ${expressions.zero(concrete(type))} if ${field} is None else ${field}`); // prettier-ignore
  return [
    `class ${python}(w.Struct):`,
    `    __slots__ = (${list.map((field) => `'${field}'`).join(', ')},)`,
    '',
    `    def __init__(self, ${list.map((field) => `${field}=None`).join(', ')}):`,
    ...sets,
  ].join('\n');
}

const bindOf = (buffers: readonly string[]): string =>
  [
    `${buffers.join(' = ')} = None`,
    '',
    '',
    'def bind(**given):',
    '    """The buffers by name: lists of numbers; params has an attribute for each field."""',
    '    globals().update(given)',
    '    w.forget(__name__)',
  ].join('\n');

const resetOf = (privates: readonly string[]): string => {
  const names = privates.map((line) => line.slice(0, line.indexOf(' ')));
  const body =
    names.length === 0 ? ['    pass'] : [`    global ${names.join(', ')}`, ...privates.map((line) => `    ${line}`)];
  return [...(names.length > 0 ? [`${names.join(' = ')} = None`, '', ''] : []), 'def reset():', ...body].join('\n');
};

function runOf({ name, parameters }: Function): string {
  const given = parameters.map(({ builtin, name: own }) => {
    const value = builtin === null ? undefined : BUILTINS[builtin];
    if (value === undefined) throw new Untranslatable(`${own} is known to a workgroup only`);
    return value;
  });
  return ['def run(rollouts):', '    for r in range(rollouts):', '        reset()', `        ${pythonName(name)}(${given.join(', ')})`].join('\n'); // prettier-ignore
}
