// What: the fixed knobs as one table by leaf name (leaf names are unique over the axes). Knobs of uses: leaves.ts.
import { ConfigError, nearestName } from './checkValue.ts';
import { AXES } from './config.ts';
import type { AxisName } from './config.ts';
import type { BlockAxis, Knob } from './knob.ts';

export interface KnobEntry {
  readonly axis: AxisName;
  readonly name: string;
  readonly knob: Knob;
}

const entries: KnobEntry[] = Object.entries(AXES).flatMap(([axis, table]) =>
  Object.entries(table as Record<string, Knob>).map(([name, knob]) => ({ axis: axis as AxisName, name, knob })),
);

/** Every fixed leaf of the configuration, in the order of the pipeline. */
export const KNOBS: ReadonlyMap<string, KnobEntry> = new Map(entries.map((entry) => [entry.name, entry]));

/** The leaves that hold uses of blocks. */
export const USE_LEAVES: readonly KnobEntry[] = entries.filter(({ knob }) => knob.kind === 'blocks');

/** The leaf that holds the uses of an axis. */
export const leafOfAxis = (axis: BlockAxis): KnobEntry => USE_LEAVES.find(({ knob }) => knob.axis === axis)!;

export function knobEntry(name: string): KnobEntry {
  const entry = KNOBS.get(name);
  if (entry) return entry;
  throw new ConfigError(`There is no setting '${name}'; did you mean '${nearestName(name, KNOBS.keys())}'?`);
}
