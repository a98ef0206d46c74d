// What: the functions of a module that may be remembered: of whole numbers, over nothing that changes while the module runs. Python is slow,
// and shaders look the same numbers up again and again.
import type { Declaration, Expression, Function, Module } from '../wgsl/syntax.ts';

/** All names that stand in a piece of the tree. */
export function namesIn(node: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  JSON.stringify(node, (key, value: unknown) => {
    if (key === 'name' && typeof value === 'string') found.add(value);
    return value;
  });
  return found;
}

function rootOf(place: Expression | null): string | null {
  if (place?.kind === 'name') return place.name;
  return place && (place.kind === 'index' || place.kind === 'member') ? rootOf(place.of) : null;
}

/** Names that something is assigned to, or whose address is taken. */
function changedIn(functions: readonly Function[]): ReadonlySet<string> {
  const found = new Set<string>();
  JSON.stringify(functions, (_, node: unknown) => {
    const { kind, to, operator, of } = (node ?? {}) as { kind?: string; to?: Expression; operator?: string; of?: Expression }; // prettier-ignore
    const root = kind === 'assign' ? rootOf(to ?? null) : kind === 'unary' && operator === '&' ? rootOf(of ?? null) : null; // prettier-ignore
    if (root !== null) found.add(root);
    return node;
  });
  return found;
}

const WHOLE = new Set(['u32', 'i32', 'bool']);
// −0.0 and 0.0 are one key of a table and two fractions; lists are no keys.
const isKeyed = ({ parameters, returns, isEntry }: Function) =>
  !isEntry && returns !== null && parameters.length > 0 && parameters.every(({ type }) => WHOLE.has(type.name));

export function pureFunctions({ functions, globals }: Module): ReadonlySet<string> {
  const changed = changedIn(functions);
  const isFixed = ({ how, space, name }: Declaration) => how !== 'var' || (space !== 'private' && !changed.has(name));
  const impure = new Set(globals.filter((one) => !isFixed(one)).map(({ name }) => name));
  const left = new Map(functions.map((one) => [one.name, namesIn(one.body)]));
  for (let before = -1; before !== impure.size;) {
    before = impure.size;
    for (const [name, names] of left) if ([...names].some((one) => impure.has(one))) impure.add(name);
  }
  return new Set(functions.filter((one) => isKeyed(one) && !impure.has(one.name)).map(({ name }) => name));
}
