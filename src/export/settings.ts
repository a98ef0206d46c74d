// What: the settings of a run under another trainer's names, and those that have no counterpart there, by name.
// Formula: a setting counts as carried over where the target maps it; at its default value one without a counterpart is not worth a word.
import type { Config } from '../config/config.ts';
import { leavesOf } from '../config/leaves.ts';
import { defaultConfig } from '../config/validateConfig.ts';
import { getLeaf } from '../config/setLeaf.ts';

export type Value = string | number | boolean | readonly string[] | readonly number[] | null;
/** Under the target's names; null = this value has no counterpart. */
export type Mapped = Readonly<Record<string, Value>> | null;
export type Mapping = Readonly<Record<string, (value: never, config: Config) => Mapped>>;

/** Settings that another file of the export carries, or that mean nothing elsewhere. */
const ELSEWHERE = new Set(
  'reward_funcs grammar coordinate_scale model provider num_threads eval_steps num_generations_eval save_steps save_total_limit shuffle_advantages'.split(' '), // prettier-ignore
);

export interface CarriedSettings {
  readonly settings: Readonly<Record<string, Value>>;
  /** Name and value of each that is not as by default and has no counterpart. */
  readonly left: readonly (readonly [name: string, value: string])[];
}

export function carried(config: Config, mapping: Mapping): CarriedSettings {
  const settings: Record<string, Value> = {};
  const left: [string, string][] = [];
  const defaults = defaultConfig();
  const known = leavesOf(defaults);
  for (const [name, entry] of leavesOf(config)) {
    if (ELSEWHERE.has(name) || entry.axis === 'reward' || entry.use?.leaf === 'reward_funcs') continue;
    const value = getLeaf(config, name);
    const mapped = mapping[name]?.(value as never, config) ?? null;
    if (mapped) {
      Object.assign(settings, mapped);
      continue;
    }
    const isDefault = known.has(name) && JSON.stringify(getLeaf(defaults, name)) === JSON.stringify(value);
    if (!isDefault) left.push([name, typeof value === 'string' ? value : JSON.stringify(value)]);
  }
  return { settings, left };
}
