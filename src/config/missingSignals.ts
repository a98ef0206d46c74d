// What: which signals the uses of a configuration need, and which nothing produces. Nobody turns a probe on: what is needed says
// which run (blocks/activeProbes.ts).
import { activeProbes } from '../blocks/activeProbes.ts';
import { BLOCK_AXES, blocksIn } from '../blocks/registry.ts';
import type { SignalName } from '../blocks/signals.ts';
import type { Config } from './config.ts';
import { rewardFacts } from './rewardUses.ts';
import { blocksOf, ownOf, usesOf } from './uses.ts';

/** Names of version 1 in the headers of rewards. */
const FORMER: Readonly<Record<string, SignalName>> = { viewLogProb: 'view/logProb', refLogProb: 'ref/logProb' };

/** Names that no use can have: the view as the place was asked, the picture as it is; the policy, θ = 0. */
export const ALWAYS_THERE = { view: ['drawn', 'clean'], vector: ['policy', 'frozen'] } as const;

export interface NeededSignal {
  readonly signal: SignalName;
  /** Name of the use. */
  readonly neededBy: string;
}

/** Rewards first, then blocks in the order of the pipeline; a reward that is unknown here is checked once it exists. */
export function neededSignals(config: Config): readonly NeededSignal[] {
  const rewards = usesOf(config, 'reward').flatMap((use) => {
    const { needs = [], renamed = {} } = rewardFacts(use.block) ?? {};
    const own = Object.entries(renamed).map(([knob, signal]) => String(use[knob] ?? signal));
    return [...needs, ...own].map((signal) => ({ signal: FORMER[signal] ?? signal, neededBy: use.as }));
  });
  const blocks = BLOCK_AXES.flatMap((axis) =>
    usesOf(config, axis).flatMap((use) => {
      const own = ownOf(axis, use);
      const needs = blocksIn(axis).get(use.block)?.needs?.(own) ?? [];
      return needs.map((signal) => ({ signal, neededBy: own.as }));
    }),
  );
  return [...rewards, ...blocks];
}

/** Views and vectors that a block may name. */
export const namesOf = (
  config: Config,
): { readonly views: readonly string[]; readonly vectors: readonly string[] } => ({
  views: [...ALWAYS_THERE.view, ...usesOf(config, 'view').map(({ as }) => as)],
  vectors: [...ALWAYS_THERE.vector, ...usesOf(config, 'vector').map(({ as }) => as)],
});

export interface MissingSignal extends NeededSignal {
  /** What to do, as the end of a sentence. */
  readonly remedy: string;
}

/** Columns are made by stage 4, one for each use of a reward and in their order: a reward reads those in front of it. */
function missingColumn(config: Config, needed: NeededSignal): MissingSignal[] {
  const rewards = usesOf(config, 'reward').map(({ as }) => as);
  const wanted = needed.signal.slice('reward/'.length);
  const [at, by] = [rewards.indexOf(wanted), rewards.indexOf(needed.neededBy)];
  if (at < 0) return [{ ...needed, remedy: `add ${wanted} to reward_funcs, or name one of ${rewards.join(', ')}` }];
  if (by < 0 || at < by) return [];
  return [{ ...needed, remedy: at === by ? 'name another reward' : `put ${wanted} before ${needed.neededBy}` }];
}

function remedyOf(signal: SignalName): string {
  const [from, what] = signal.split('/', 2);
  if (!['logProb', 'entropy', 'divergence'].includes(what!)) return `add a probe that gives it to probes`;
  return `add a view or a vector named ${from}, for example views=patchDrop:${from}`;
}

/** Units come with a sampler, an action or a grammar; which of them a run has is seen when it samples. */
const isSignal = (signal: SignalName) => !signal.startsWith('unit/');

/** Needed signals that nothing produces, or not in time. */
export function missingSignals(config: Config): readonly MissingSignal[] {
  const needed = neededSignals(config);
  const names = namesOf(config);
  const { missing } = activeProbes(
    blocksOf(config, 'probe'),
    needed.map(({ signal }) => signal),
    names,
  );
  const columns = needed.filter(({ signal }) => signal.startsWith('reward/'));
  const others = missing.filter(isSignal).flatMap((signal) => {
    const [by = { signal, neededBy: 'A probe' }] = needed.filter((one) => one.signal === signal);
    return [by];
  });
  return [
    ...columns.flatMap((one) => missingColumn(config, one)),
    ...others.map((one) => ({ ...one, remedy: remedyOf(one.signal) })),
  ];
}
