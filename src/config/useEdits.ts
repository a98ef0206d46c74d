// What: edits of the uses of a configuration as the page makes them: add, remove, move, rename. The form is checked here; the
// rules between settings are not (validateConfig).
import type { Config } from './config.ts';
import type { BlockAxis, BlockUse, UseValue } from './knob.ts';
import { leafOfAxis, USE_LEAVES } from './knobTable.ts';
import type { KnobEntry } from './knobTable.ts';
import { usesIn } from './leaves.ts';
import { withUses } from './legacy.ts';
import { ALWAYS_THERE } from './missingSignals.ts';
import { nameOf, ownKnobs } from './readUses.ts';

const namesTaken = (config: Config): readonly string[] => [
  ...USE_LEAVES.flatMap((leaf) => usesIn(config, leaf).map(nameOf)),
  ...Object.values(ALWAYS_THERE).flat(),
];

/** The block's own name, or with a number behind it where a use has that name. */
export function freeName(config: Config, block: string): string {
  const taken = namesTaken(config);
  let name = block;
  for (let i = 2; taken.includes(name); i++) name = `${block}${i}`;
  return name;
}

/** At the end; where the axis has room for one only, it takes the place of the one that is there. */
export function addUse(config: Config, axis: BlockAxis, block: string): Config {
  const leaf = leafOfAxis(axis);
  const before = leaf.knob.most === 1 ? [] : usesIn(config, leaf);
  const cleared = leaf.knob.most === 1 ? { ...config, [leaf.axis]: { ...config[leaf.axis], [leaf.name]: [] } } : config;
  return withUses(config, leaf, [...before, { block, as: freeName(cleared, block) }]);
}

const placeOf = (uses: readonly BlockUse[], as: string) => uses.findIndex((use) => nameOf(use) === as);

export function removeUse(config: Config, axis: BlockAxis, as: string): Config {
  const leaf = leafOfAxis(axis);
  const uses = usesIn(config, leaf);
  const at = placeOf(uses, as);
  return withUses(
    config,
    leaf,
    uses.filter((_, i) => i !== at),
  );
}

/** `by` places further down (up where negative); at an end it stays. */
export function moveUse(config: Config, axis: BlockAxis, as: string, by: number): Config {
  const leaf = leafOfAxis(axis);
  const uses = [...usesIn(config, leaf)];
  const at = placeOf(uses, as);
  const to = Math.max(0, Math.min(uses.length - 1, at + by));
  if (at < 0 || to === at) return config;
  uses.splice(to, 0, ...uses.splice(at, 1));
  return withUses(config, leaf, uses);
}

/** Knobs that name a view, a vector or a reward, and names of signals that begin with the use's. */
function followed(axis: BlockAxis, from: string, to: string, knob: string, value: UseValue): UseValue {
  if (typeof value !== 'string') return value;
  if (knob === axis && value === from) return to;
  const prefix = axis === 'reward' ? 'reward/' : '';
  const whole = `${prefix}${from}`;
  if (prefix !== '' && value === whole) return `${prefix}${to}`;
  return prefix === '' && value.startsWith(`${whole}/`) ? `${to}${value.slice(from.length)}` : value;
}

/** What names the use by its old name goes with it: `view: masked`, the signal masked/logProb. */
export function renameUse(config: Config, axis: BlockAxis, as: string, to: string): Config {
  const own = leafOfAxis(axis);
  const renamed = (leaf: KnobEntry) => (use: BlockUse) => {
    const knobs = ownKnobs(use).map(([knob, value]) => [knob, followed(axis, as, to, knob, value)] as const);
    const name = leaf === own && nameOf(use) === as ? to : nameOf(use);
    return { ...Object.fromEntries(knobs), block: use.block, as: name };
  };
  return USE_LEAVES.reduce((made, leaf) => {
    const uses = usesIn(config, leaf);
    return uses.length === 0 ? made : withUses(made, leaf, uses.map(renamed(leaf)));
  }, config);
}
