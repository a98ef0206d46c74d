// What: which probes run: those that the recipe names, and those that give a signal which a block needs. Nobody turns a probe
//   on; a signal that no probe produces is an error that names it.
import type { Own } from './block.ts';
import type { BlockOf } from './registry.ts';
import { blocksIn } from './registry.ts';
import type { SignalName } from './signals.ts';

export interface ProbeUse {
  readonly block: BlockOf['probe'];
  readonly own: Own;
}

/** Signals that every rollout has. */
export const FREE_SIGNALS: readonly SignalName[] = ['mask', 'token', 'tokenSpans', 'logProb', 'entropy'];
/** Made by stage 4 itself, out of the columns and the tags of the places. */
const isOfStage4 = (signal: SignalName) => /^(reward|tag|unit)\//.test(signal);

export interface ActiveProbes {
  /** In the order in which they run. */
  readonly uses: readonly ProbeUse[];
  /** Signals that no probe produces. */
  readonly missing: readonly SignalName[];
}

export function activeProbes(
  named: readonly ProbeUse[],
  needed: Iterable<SignalName>,
  names: { readonly views: readonly string[]; readonly vectors: readonly string[] },
): ActiveProbes {
  const uses: ProbeUse[] = [];
  const missing: SignalName[] = [];
  const given = new Set<SignalName>(FREE_SIGNALS);
  const blocks = [...blocksIn('probe').values()];
  const add = (use: ProbeUse) => {
    for (const signal of use.block.needs?.(use.own) ?? []) provide(signal);
    uses.push(use);
    for (const signal of use.block.gives(use.own)) given.add(signal);
  };
  const provide = (signal: SignalName) => {
    if (given.has(signal) || isOfStage4(signal)) return;
    given.add(signal); // also ends a circle of probes that need each other
    for (const block of blocks) {
      const own = block.derive?.(signal, names);
      if (own) return add({ block, own });
    }
    missing.push(signal);
  };
  for (const use of named) add(use);
  for (const signal of needed) provide(signal);
  return { uses, missing };
}
