// What: which signals the uses of a configuration need, which probes make them, and which nobody makes. Nobody turns a
// probe on: what is needed says which run.
import { BLOCK_AXES, blocksIn } from '../blocks/registry.ts';
import type { Own } from '../blocks/block.ts';
import type { SignalName } from '../blocks/signals.ts';
import type { Config } from './config.ts';
import { rewardFacts } from './rewardUses.ts';
import { blocksOf, ownOf, usesOf } from './uses.ts';
import type { UsedBlock } from './uses.ts';
import type { BlockOf } from '../blocks/registry.ts';

/** Every step has them, whatever the configuration. The reference is θ = 0. */
const ALWAYS = ['logProb', 'entropy', 'mask', 'token', 'tokenSpans', 'ref/logProb'];
/** Names of version 1 in the headers of rewards. */
const FORMER: Readonly<Record<string, SignalName>> = { viewLogProb: 'view/logProb', refLogProb: 'ref/logProb' };

export interface NeededSignal {
  readonly signal: SignalName;
  /** Name of the use. */
  readonly neededBy: string;
}

/** In the order of the pipeline; rewards that nobody here knows are asked when they are there. */
export function neededSignals(config: Config): readonly NeededSignal[] {
  const blocks = BLOCK_AXES.flatMap((axis) =>
    usesOf(config, axis).flatMap((use) => {
      const own = ownOf(axis, use);
      const needs = blocksIn(axis).get(use.block)?.needs?.(own) ?? [];
      return needs.map((signal) => ({ signal, neededBy: own.as }));
    }),
  );
  const rewards = usesOf(config, 'reward').flatMap(({ block, as }) =>
    (rewardFacts(block)?.needs ?? []).map((signal) => ({ signal: FORMER[signal] ?? signal, neededBy: as })),
  );
  return [...rewards, ...blocks];
}

const namesOf = (config: Config) => ({
  views: ['drawn', 'clean', ...usesOf(config, 'view').map(({ as }) => as)],
  vectors: ['policy', 'frozen', ...usesOf(config, 'vector').map(({ as }) => as)],
});

function derived(config: Config, signal: SignalName): UsedBlock<BlockOf['probe']> | null {
  const names = namesOf(config);
  for (const block of blocksIn('probe').values()) {
    const own: Own | null | undefined = block.derive?.(signal, names);
    if (own) return { block, own };
  }
  return null;
}

const isGiven = (config: Config, signal: SignalName) =>
  blocksOf(config, 'probe').some(({ block, own }) => block.gives(own).includes(signal));

/** The probes of a step: those of the configuration, then those that a needed signal asks for; each name once. */
export function probesOf(config: Config): readonly UsedBlock<BlockOf['probe']>[] {
  const probes = [...blocksOf(config, 'probe')];
  for (const { signal } of neededSignals(config)) {
    if (probes.some(({ block, own }) => block.gives(own).includes(signal))) continue;
    const probe = derived(config, signal);
    if (probe) probes.push(probe);
  }
  return probes;
}

export interface MissingSignal extends NeededSignal {
  /** What to do, as the end of a sentence. */
  readonly remedy: string;
}

/** Needed signals that nobody makes. */
export function missingSignals(config: Config): readonly MissingSignal[] {
  const { views, vectors } = namesOf(config);
  const rewards = usesOf(config, 'reward').map(({ as }) => as);
  return neededSignals(config).flatMap((needed): MissingSignal[] => {
    const [from = '', what] = needed.signal.split('/', 2);
    if (ALWAYS.includes(needed.signal) || from === 'tag') return [];
    if (from === 'reward') {
      const remedy = `add ${what} to reward_funcs, or name one of ${rewards.join(', ')}`;
      return rewards.includes(what ?? '') ? [] : [{ ...needed, remedy }];
    }
    const open = blocksIn('probe').size === 0; // no probe is here yet: the axis takes any
    if (open ? [...views, ...vectors].includes(from) : isGiven(config, needed.signal) || derived(config, needed.signal))
      return [];
    const remedy =
      what === 'logProb'
        ? `add a view or a vector named ${from}, for example views=patchDrop:${from}`
        : `add a probe named ${from} that gives it`;
    return [{ ...needed, remedy }];
  });
}
