// What: changes leaves by their names, from values or from texts, as `--set name=value` and the page's link do, and tells
// what differs. Knobs of uses: `<name of the use>.<knob>`.
import { checkValue, ConfigError } from './checkValue.ts';
import type { Config } from './config.ts';
import type { BlockUse, Knob, KnobValue } from './knob.ts';
import { KNOBS } from './knobTable.ts';
import { leafEntry, leavesOf, usesIn } from './leaves.ts';
import type { LeafEntry } from './leaves.ts';
import { applyLegacy, checkLegacy, LEGACY, withUses } from './legacy.ts';
import { nameOf } from './readUses.ts';

/** The value of a leaf by its name alone. A knob that the use does not set has its default. */
export function getLeaf(config: Config, name: string): KnobValue {
  const { axis, knob, use } = leafEntry(config, name);
  if (!use) return (config[axis] as Readonly<Record<string, KnobValue>>)[name]!;
  return usesIn(config, KNOBS.get(use.leaf)!)[use.at]![use.knob] ?? knob.default;
}

/** The same for a leaf that may be missing: a knob of a use that this configuration does not have is at its default. */
export const valueOf = (config: Config, { name, knob }: Pick<LeafEntry, 'name' | 'knob'>): KnobValue =>
  leavesOf(config).has(name) ? getLeaf(config, name) : knob.default;

/** Same configuration with one leaf replaced; the value is checked, rules between settings are not (validateConfig). */
export function withLeaf(config: Config, name: string, value: unknown): Config {
  if (LEGACY.has(name)) return applyLegacy(config, new Map([[name, checkLegacy(name, value)]]));
  const entry = leafEntry(config, name);
  const { axis, knob, use } = entry;
  if (use) {
    const leaf = KNOBS.get(use.leaf)!;
    const uses = usesIn(config, leaf).map((one, at) => (at === use.at ? { ...one, [use.knob]: value } : one));
    return withUses(config, leaf, uses);
  }
  if (knob.kind !== 'blocks') return { ...config, [axis]: { ...config[axis], [name]: checkValue(name, knob, value) } };
  return withUses(config, entry, value as readonly unknown[]);
}

const listOf = (text: string) => {
  const inner = text.trim().replace(/^\[(.*)\]$/s, '$1');
  return inner === ''
    ? []
    : inner.split(',').map((item) =>
        item
          .trim()
          .replace(/^"(.*)"$/, '$1')
          .trim(),
      );
};

function toNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new ConfigError(`${name} is '${text}'; it must be a number.`);
  return value;
}

/** `block`, `block:name` with commas between, or JSON. */
function usesOfText(text: string): unknown {
  try {
    return text.trim().startsWith('[') ? JSON.parse(text) : listOf(text);
  } catch {
    return listOf(text);
  }
}

function parseLeaf(name: string, knob: Knob, text: string): unknown {
  if (knob.nullable && ['null', 'none', ''].includes(text.trim().toLowerCase())) return null;
  switch (knob.kind) {
    case 'number':
    case 'integer':
      return toNumber(name, text);
    case 'boolean':
      return { true: true, '1': true, false: false, '0': false }[text.trim().toLowerCase()] ?? text;
    case 'names':
      return listOf(text);
    case 'numbers':
      return listOf(text).map((item) => toNumber(name, item));
    case 'blocks':
      return usesOfText(text);
    case 'choice':
    case 'document':
    case 'text':
      return text.trim();
  }
}

/** `setLeaf(config, 'learning_rate', '1e-3')`, `setLeaf(config, 'masked.p', '0.5')`. */
export function setLeaf(config: Config, name: string, text: string): Config {
  const { knob } = LEGACY.get(name) ?? leafEntry(config, name);
  return withLeaf(config, name, parseLeaf(name, knob, text));
}

/** Lists of uses first, for other names are those of their knobs; then settings of version 1, all at once; then knobs. */
function inOrder<V>(
  config: Config,
  leaves: readonly (readonly [string, V])[],
  set: (config: Config, name: string, value: V) => Config,
  legacy: (name: string, value: V) => unknown,
): Config {
  const fixed = leaves.filter(([name]) => KNOBS.has(name));
  const old = leaves.filter(([name]) => LEGACY.has(name));
  const others = leaves.filter(([name]) => !KNOBS.has(name) && !LEGACY.has(name));
  const order = [...KNOBS.keys()];
  fixed.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const first = fixed.reduce((made, [name, value]) => set(made, name, value), config);
  const second = applyLegacy(first, new Map(old.map(([name, v]) => [name, checkLegacy(name, legacy(name, v))])));
  return others.reduce((made, [name, value]) => set(made, name, value), second);
}

/** Several leaves, whatever their order. */
export const withLeaves = (config: Config, leaves: Readonly<Record<string, unknown>>): Config =>
  inOrder(config, Object.entries(leaves), withLeaf, (_name, value) => value);

/** The same from texts; if a name occurs twice, the last one counts. */
export const setLeaves = (config: Config, texts: readonly (readonly [string, string])[]): Config =>
  inOrder(config, texts, setLeaf, (name, text) => parseLeaf(name, LEGACY.get(name)!.knob, text));

/** Blocks and names of uses, as `--set` writes them. */
export const usesText = (uses: readonly BlockUse[]): string =>
  uses.map((use) => (nameOf(use) === use.block ? use.block : `${use.block}:${nameOf(use)}`)).join(',');

const isUses = (knob: Knob, value: KnobValue): value is readonly BlockUse[] => knob.kind === 'blocks' && value !== null;

/** The text that setLeaf reads back; a list of uses without their knobs, which are leaves of their own. */
export function leafText(config: Config, name: string): string {
  const value = getLeaf(config, name);
  if (isUses(leafEntry(config, name).knob, value)) return usesText(value);
  return Array.isArray(value) ? value.join(',') : String(value);
}

export interface ConfigDifference {
  readonly axis: string;
  readonly name: string;
  readonly a: KnobValue;
  readonly b: KnobValue;
}

/** Lists of uses differ where blocks, names or order do. */
const compared = (knob: Knob, value: KnobValue) => (isUses(knob, value) ? usesText(value) : JSON.stringify(value));

/** "What differs between the runs", in the order of the pipeline. */
export function diffConfigs(a: Config, b: Config): ConfigDifference[] {
  const all = new Map([...leavesOf(a), ...leavesOf(b)]);
  const order = [...KNOBS.keys()];
  const place = ({ name, use }: LeafEntry) => order.indexOf(use?.leaf ?? name);
  return [...all.values()]
    .map((entry) => ({ entry, a: valueOf(a, entry), b: valueOf(b, entry) }))
    .filter(({ entry: { knob }, a, b }) => compared(knob, a) !== compared(knob, b))
    .sort((one, other) => place(one.entry) - place(other.entry))
    .map(({ entry: { axis, name }, a, b }) => ({ axis, name, a, b }));
}
