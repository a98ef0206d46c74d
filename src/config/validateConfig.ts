// What: the default configuration, and the check of an unknown object: unknown keys, ranges, rules between settings.
// Settings that are absent (a file of an older version) get their default; settings that are unknown are errors. Version 1
// is read: its settings of optimiser and adapter stood in `controller`, other old names are in legacy.ts.
import { shownValue } from './shownValue.ts';
import { checkValue, ConfigError, isObject, nearestName } from './checkValue.ts';
import { checkRules } from './checkRules.ts';
import { AXES, CONFIG_VERSION } from './config.ts';
import type { AxisName, Config } from './config.ts';
import { KNOBS } from './knobTable.ts';
import type { KnobEntry } from './knobTable.ts';
import type { Knob, KnobValue } from './knob.ts';
import { usesIn } from './leaves.ts';
import { applyLegacy, checkLegacy, LEGACY } from './legacy.ts';
import { readUses } from './readUses.ts';

const AXIS_NAMES = Object.keys(AXES) as AxisName[];

/** Builds a configuration by asking for every fixed leaf. */
export function configFrom(recipe: string, leaf: (entry: KnobEntry) => KnobValue): Config {
  const axes = AXIS_NAMES.map((axis) => {
    const table = Object.entries(AXES[axis] as Record<string, Knob>);
    return [axis, Object.fromEntries(table.map(([name, knob]) => [name, leaf({ axis, name, knob })]))];
  });
  return { version: CONFIG_VERSION, recipe, ...Object.fromEntries(axes) } as Config;
}

/** Plain GRPO: TRL's defaults, with our measured learning rate and rank (DESIGN §3). */
export const defaultConfig = (): Config => configFrom('grpo', ({ knob }) => structuredClone(knob.default));

function unknownKey(key: string, where: string, known: readonly string[]): ConfigError {
  return new ConfigError(`There is no setting '${key}' in ${where}; did you mean '${nearestName(key, known)}'?`);
}

export interface ReadAxes {
  /** By name; lists of uses are as they were given. */
  readonly leaves: ReadonlyMap<string, unknown>;
  /** Settings of version 1. */
  readonly legacy: ReadonlyMap<string, KnobValue>;
}

/** Where version 1 had what is now in `optimizer` and `adapter`. */
const movedFrom = (name: string) =>
  ['optimizer', 'adapter'].includes(KNOBS.get(name)?.axis ?? '') ? 'controller' : null;

/** Checks keys and plain values of the axes that are there. */
export function readAxes(value: Record<string, unknown>, alsoAllowed: readonly string[]): ReadAxes {
  const leaves = new Map<string, unknown>();
  const legacy = new Map<string, KnobValue>();
  const old = value['version'] !== CONFIG_VERSION;
  for (const [axis, settings] of Object.entries(value)) {
    if (alsoAllowed.includes(axis)) continue;
    if (!Object.hasOwn(AXES, axis)) throw unknownKey(axis, 'the configuration', [...AXIS_NAMES, ...KNOBS.keys()]);
    if (!isObject(settings)) throw new ConfigError(`${axis} must be an object of settings.`);
    const table: Readonly<Record<string, Knob>> = AXES[axis as AxisName];
    for (const [name, leaf] of Object.entries(settings)) {
      if (old && LEGACY.get(name)?.axis === axis) legacy.set(name, checkLegacy(name, leaf));
      else if (!Object.hasOwn(table, name) && !(old && movedFrom(name) === axis)) {
        throw unknownKey(name, axis, Object.keys(table));
      } else leaves.set(name, leaf);
    }
  }
  return { leaves, legacy };
}

/** What was read, laid over a configuration. */
export function layOver(base: Config, recipe: string, { leaves, legacy }: ReadAxes): Config {
  const plain = configFrom(recipe, ({ axis, name, knob }) => {
    const before = (base[axis] as Readonly<Record<string, KnobValue>>)[name]!;
    if (!leaves.has(name)) return structuredClone(before);
    if (knob.kind !== 'blocks') return checkValue(name, knob, leaves.get(name));
    return readUses({ axis, name, knob }, leaves.get(name), usesIn(base, { axis, name, knob }));
  });
  return applyLegacy(plain, legacy);
}

/** Returns a whole configuration, or throws a ConfigError with one sentence. */
export function validateConfig(value: unknown): Config {
  if (!isObject(value)) throw new ConfigError('The configuration must be an object.');
  const { version = CONFIG_VERSION, recipe = 'grpo' } = value;
  if (version !== CONFIG_VERSION && version !== 1) {
    throw new ConfigError(
      `The configuration has version ${shownValue(version)}; this page reads versions 1 and ${CONFIG_VERSION}.`,
    );
  }
  if (typeof recipe !== 'string') throw new ConfigError('recipe must be the name of a recipe.');
  const config = layOver(defaultConfig(), recipe, readAxes(value, ['version', 'recipe']));
  checkRules(config);
  return config;
}
