// What: changes one leaf by its name from a text, as `--set name=value` and the page's link do, and tells what differs.
import type { Config } from './config.ts';
import { checkLeaf, ConfigError, KNOBS, knobEntry } from './knobTable.ts';
import type { Knob, KnobValue } from './knob.ts';
import { configFrom } from './validateConfig.ts';

/** The value of a leaf by its name alone. */
export function getLeaf(config: Config, name: string): KnobValue {
  const { axis } = knobEntry(name);
  return (config[axis] as Record<string, KnobValue>)[name]!;
}

/** Same configuration with one leaf replaced; the value is checked, rules between settings are not (validateConfig). */
export function withLeaf(config: Config, name: string, value: unknown): Config {
  const checked = checkLeaf(name, value);
  return configFrom(config.recipe, (_axis, leaf) => (leaf === name ? checked : getLeaf(config, leaf)));
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
    case 'choice':
    case 'text':
      return text.trim();
  }
}

/**
 * `setLeaf(config, 'learning_rate', '1e-3')`. Naming another number of reward_funcs than there are reward_weights empties
 * reward_weights (all 1), so that `--set reward_funcs=boxIou` alone is a valid configuration.
 */
export function setLeaf(config: Config, name: string, text: string): Config {
  const changed = withLeaf(config, name, parseLeaf(name, knobEntry(name).knob, text));
  const weights = changed.composition.reward_weights.length;
  if (name !== 'reward_funcs' || weights === changed.reward.reward_funcs.length) return changed;
  return withLeaf(changed, 'reward_weights', []);
}

/** The text that setLeaf reads back. */
export function leafText(config: Config, name: string): string {
  const value = getLeaf(config, name);
  return Array.isArray(value) ? value.join(',') : String(value);
}

export interface ConfigDifference {
  readonly axis: string;
  readonly name: string;
  readonly a: KnobValue;
  readonly b: KnobValue;
}

/** "What differs between the runs", in the order of the pipeline. */
export function diffConfigs(a: Config, b: Config): ConfigDifference[] {
  return [...KNOBS.values()]
    .map(({ axis, name }) => ({ axis, name, a: getLeaf(a, name), b: getLeaf(b, name) }))
    .filter((leaf) => JSON.stringify(leaf.a) !== JSON.stringify(leaf.b));
}
