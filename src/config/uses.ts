// What: the uses of a configuration as stages read them: on each axis the blocks with all of their knobs.
import { blocksIn } from '../blocks/registry.ts';
import type { BlockOf } from '../blocks/registry.ts';
import type { Facts, Own } from '../blocks/block.ts';
import { ConfigError } from './checkValue.ts';
import type { Config } from './config.ts';
import type { BlockAxis, BlockUse, UseValue } from './knob.ts';
import { leafOfAxis } from './knobTable.ts';
import { usesIn } from './leaves.ts';
import { knobsOfUse, nameOf, ownKnobs } from './readUses.ts';

export interface NamedUse {
  readonly block: string;
  readonly as: string;
  /** Knobs that differ from their defaults. */
  readonly [knob: string]: UseValue | undefined;
}

export const usesOf = (config: Config, axis: BlockAxis): readonly NamedUse[] =>
  usesIn(config, leafOfAxis(axis)).map((use) => ({ ...use, as: nameOf(use) }));

/** All knobs of a use by name; those that it does not set have their default. */
export function ownOf(axis: BlockAxis, use: BlockUse): Own {
  const defaults = Object.entries(knobsOfUse(axis, use).knobs).map(([name, knob]) => [name, knob.default]);
  return { ...Object.fromEntries([...defaults, ...ownKnobs(use)]), as: nameOf(use) } as Own;
}

export interface UsedBlock<Block extends Facts = Facts> {
  readonly block: Block;
  readonly own: Own;
}

/** In the order of the configuration. Throws where a block is not there (a configuration that was never checked). */
export const blocksOf = <A extends keyof BlockOf>(config: Config, axis: A): readonly UsedBlock<BlockOf[A]>[] =>
  usesOf(config, axis).map((use) => {
    const block = blocksIn(axis).get(use.block);
    if (!block) throw new ConfigError(`There is no block '${use.block}' (${leafOfAxis(axis).name}).`);
    return { block, own: ownOf(axis, use) };
  });

export interface RewardUse {
  readonly block: string;
  readonly as: string;
  readonly weight: number;
  /** Knobs of the shader that the use sets; the others have the default of the header. */
  readonly knobs: Readonly<Record<string, number | string>>;
}

/** The rewards of a run, in order. */
export const rewardUsesOf = (config: Config): readonly RewardUse[] =>
  usesOf(config, 'reward').map((use) => {
    const { block, as, weight = 1 } = use;
    const knobs = ownKnobs(use).filter(([name]) => name !== 'weight');
    return { block, as, weight: weight as number, knobs: Object.fromEntries(knobs) as Record<string, number | string> };
  });
