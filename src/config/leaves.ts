// What: every leaf of a configuration by name: the fixed ones, and the knobs of its uses as `<name of the use>.<knob>`.
import { ConfigError, nearestName } from './checkValue.ts';
import type { Config } from './config.ts';
import type { BlockUse } from './knob.ts';
import { KNOBS, USE_LEAVES } from './knobTable.ts';
import type { KnobEntry } from './knobTable.ts';
import { knobsOfUse, nameOf } from './readUses.ts';
import { rewardsKnown } from './rewardUses.ts';

export interface LeafEntry extends KnobEntry {
  /** Of a knob of a use: the leaf that holds the use, its place there, and the knob's own name. */
  readonly use?: { readonly leaf: string; readonly at: number; readonly as: string; readonly knob: string };
}

export const usesIn = (config: Config, { axis, name }: KnobEntry): readonly BlockUse[] =>
  (config[axis] as Readonly<Record<string, unknown>>)[name] as readonly BlockUse[];

function* entriesOf(config: Config): Generator<LeafEntry> {
  for (const entry of KNOBS.values()) {
    yield entry;
    if (entry.knob.kind !== 'blocks') continue;
    for (const [at, use] of usesIn(config, entry).entries()) {
      const as = nameOf(use);
      for (const [name, knob] of Object.entries(knobsOfUse(entry.knob.axis!, use).knobs)) {
        const place = { leaf: entry.name, at, as, knob: name };
        yield { axis: entry.axis, name: `${as}.${name}`, knob, use: place };
      }
    }
  }
}

const made = new WeakMap<Config, { readonly rewards: object; readonly leaves: ReadonlyMap<string, LeafEntry> }>();

/** In the order of the pipeline; the knobs of a use follow the list that it is in. */
export function leavesOf(config: Config): ReadonlyMap<string, LeafEntry> {
  const known = made.get(config);
  if (known?.rewards === rewardsKnown()) return known.leaves;
  const leaves = new Map<string, LeafEntry>();
  for (const entry of entriesOf(config)) if (!leaves.has(entry.name)) leaves.set(entry.name, entry);
  made.set(config, { rewards: rewardsKnown(), leaves });
  return leaves;
}

export function leafEntry(config: Config, name: string): LeafEntry {
  const leaves = leavesOf(config);
  const entry = leaves.get(name) ?? knobOfUnknown(config, name);
  if (entry) return entry;
  throw new ConfigError(`There is no setting '${name}'; did you mean '${nearestName(name, leaves.keys())}'?`);
}

/** A reward that is unknown here may have any knob. */
function knobOfUnknown(config: Config, name: string): LeafEntry | undefined {
  const [as, knob] = name.split('.', 2);
  if (knob === undefined || !/^[a-z]\w*$/.test(knob)) return undefined;
  for (const entry of USE_LEAVES) {
    const at = usesIn(config, entry).findIndex((use) => nameOf(use) === as);
    if (at < 0 || knobsOfUse(entry.knob.axis!, usesIn(config, entry)[at]!).complete) continue;
    const guess = { kind: 'number', default: NaN, unit: '', doc: '', source: 'the use' } as const;
    return { axis: entry.axis, name, knob: guess, use: { leaf: entry.name, at, as: as!, knob } };
  }
  return undefined;
}
