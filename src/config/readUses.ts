// What: a list of uses as a recipe, a link or the command line gives it → a checked list in its shortest form: no name that
// is the block's own, no knob at its default, knobs in the order of their table.
import { shownValue } from './shownValue.ts';
import { blocksIn } from '../blocks/registry.ts';
import type { BlockOf } from '../blocks/registry.ts';
import { checkValue, ConfigError, isObject, nearestName } from './checkValue.ts';
import { boolean, text } from './knob.ts';
import type { BlockAxis, BlockUse, Knob, UseValue } from './knob.ts';
import type { KnobEntry } from './knobTable.ts';
import { isOwnReward, rewardFacts, UNKNOWN_REWARD } from './rewardUses.ts';

export const nameOf = ({ block, as }: BlockUse): string => as ?? block;

const NAME = /^[A-Za-z]\w*$/;
const OWN_KEYS = ['block', 'as'];

/** Knobs that a use sets itself, by name. */
export const ownKnobs = (use: BlockUse): [string, UseValue][] =>
  Object.entries(use).filter((entry): entry is [string, UseValue] => !OWN_KEYS.includes(entry[0]));

/** A knob of an unknown block, typed by its value. */
function guessed(value: UseValue): Knob {
  const facts = { unit: '', doc: '', source: 'the use' };
  if (typeof value === 'boolean') return boolean(false, facts);
  if (typeof value === 'string' || value === null) return { ...text('', facts), nullable: true };
  if (typeof value === 'number') return { kind: 'number', default: NaN, ...facts };
  // Anything else than a list is refused as no list of numbers.
  const isNames = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return { kind: isNames ? 'names' : 'numbers', default: [], ...facts };
}

export interface UseKnobs {
  readonly knobs: Readonly<Record<string, Knob>>;
  /** False where other knobs may come: a reward of the visitor's. */
  readonly complete: boolean;
}

/** The knobs of a use: the block's table; for an unknown block, the knobs that the use sets. */
export function knobsOfUse(axis: BlockAxis, use: BlockUse): UseKnobs {
  const facts = axis === 'reward' ? rewardFacts(use.block) : blocksIn(axis).get(use.block);
  if (facts && !(axis === 'reward' && isOwnReward(use.block))) return { knobs: facts.knobs, complete: true };
  const base = facts?.knobs ?? (axis === 'reward' ? UNKNOWN_REWARD.knobs : {});
  const others = ownKnobs(use).filter(([name]) => !Object.hasOwn(base, name));
  return { knobs: { ...base, ...Object.fromEntries(others.map(([name, v]) => [name, guessed(v)])) }, complete: false };
}

/** Rewards are checked when they are compiled: the visitor may write one later. */
function checkBlock(leaf: string, axis: BlockAxis, block: string): void {
  if (axis === 'reward') return;
  const blocks = blocksIn(axis as keyof BlockOf);
  if (blocks.has(block)) return;
  const remedy =
    blocks.size === 0
      ? 'there is none yet, so leave the list empty.'
      : `did you mean '${nearestName(block, blocks.keys())}'?`;
  throw new ConfigError(`${leaf} names '${block}', which is not a block of that axis; ${remedy}`);
}

/** Shortest form of a use; throws a ConfigError. */
export function readUse({ name: leaf, knob: { axis } }: KnobEntry, value: unknown): BlockUse {
  if (!isObject(value) || typeof value['block'] !== 'string') {
    const shown = shownValue(value);
    throw new ConfigError(
      `${leaf} has ${shown}; a use is a name, or an object with the name of its block: {"block": …}.`,
    );
  }
  const use = value as BlockUse;
  const as = nameOf(use);
  for (const name of [use.block, as]) {
    if (typeof name === 'string' && NAME.test(name)) continue;
    const shown = shownValue(name);
    throw new ConfigError(
      `${leaf} has the name ${shown}; write letters, digits and _, a letter first (block or block:name).`,
    );
  }
  checkBlock(leaf, axis!, use.block);
  const { knobs, complete } = knobsOfUse(axis!, use);
  const stray = Object.keys(use).find((name) => !OWN_KEYS.includes(name) && !Object.hasOwn(knobs, name));
  if (stray !== undefined && complete) {
    const known = Object.keys(knobs);
    const near = known.length === 0 ? 'it has none' : `did you mean '${nearestName(stray, known)}'`;
    throw new ConfigError(`'${use.block}' (${leaf}) has no knob '${stray}'; ${near}${known.length === 0 ? '.' : '?'}`);
  }
  const set = Object.entries(knobs)
    .filter(([name]) => use[name] !== undefined)
    .map(([name, knob]): [string, UseValue] => [name, checkValue(`${as}.${name}`, knob, use[name])])
    .filter(([name, own]) => JSON.stringify(own) !== JSON.stringify(knobs[name]!.default));
  return { block: use.block, ...(as === use.block ? {} : { as }), ...Object.fromEntries(set) };
}

function checkList({ name: leaf, knob }: KnobEntry, uses: readonly BlockUse[]): readonly BlockUse[] {
  const { fewest = 0, most = Infinity } = knob;
  if (uses.length < fewest) {
    const example = (knob.default as readonly BlockUse[])[0]?.block ?? '';
    throw new ConfigError(`${leaf} is empty: name at least one block, for example ${example}.`);
  }
  if (uses.length > most) throw new ConfigError(`${leaf} names ${uses.length} blocks; it takes ${most}.`);
  const names = uses.map(nameOf);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return uses;
  const other = `${uses.find((use) => nameOf(use) === twice)!.block}:${twice}2`;
  throw new ConfigError(`${leaf} names '${twice}' twice; give one of them another name, for example ${other}.`);
}

/** 'block' or 'block:name'. */
function namedUse(text: string, before: readonly BlockUse[]): BlockUse {
  const at = text.indexOf(':');
  const [block, as] = at < 0 ? [text, text] : [text.slice(0, at), text.slice(at + 1)];
  const kept = before.find((use) => use.block === block && nameOf(use) === as);
  return kept ?? { block, as };
}

/**
 * A list of names keeps the knobs of uses that stay. Weights of rewards go by place, as reward_weights did: with another
 * number of rewards all are 1 again.
 */
function usesByName(entry: KnobEntry, names: readonly string[], before: readonly BlockUse[]): BlockUse[] {
  const uses = names.map((name) => namedUse(name, before));
  if (entry.knob.axis !== 'reward') return uses;
  const places = uses.length === before.length;
  return uses.map((use, i) => ({ ...use, weight: places ? (before[i]!['weight'] ?? 1) : 1 }));
}

/** A list of names, of uses, or of both; throws a ConfigError. */
export function readUses(entry: KnobEntry, value: unknown, before: readonly BlockUse[]): readonly BlockUse[] {
  if (!Array.isArray(value)) {
    const shown = shownValue(value);
    throw new ConfigError(`${entry.name} is ${shown}; it must be a list of names or of uses ({"block": …}).`);
  }
  const named = value.every((item): item is string => typeof item === 'string');
  const items = named
    ? usesByName(entry, value, before)
    : value.map((item: unknown) => (typeof item === 'string' ? namedUse(item, before) : item));
  return checkList(
    entry,
    items.map((item) => readUse(entry, item)),
  );
}
