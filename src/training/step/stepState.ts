// What: what happens between two steps: controllers move settings, data rules draw the places, and blocks keep their state.
import type { Keeps, Leaves, Watched } from '../../blocks/seams.ts';
import type { Drawn, Scored, VectorName } from '../../blocks/step.ts';
import { newOptimizerState } from '../../8-update/applyUpdate.ts';
import type { KeptVector } from '../../8-update/types.ts';
import type { Metrics } from '../../9-curves/stepMetrics.ts';
import type { Config } from '../../config/config.ts';
import { diffConfigs, getLeaf, withLeaf } from '../../config/setLeaf.ts';
import { blocksOf } from '../../config/uses.ts';
import { POLICY } from '../checkpoint.ts';
import type { RunState } from '../session/runState.ts';

export interface PreparedStep {
  /** As the controllers left it; the visitor's own stays as it is. */
  readonly config: Config;
  readonly drawn: readonly Drawn[];
  readonly vectors: ReadonlyMap<VectorName, KeptVector>;
  readonly blocks: RunState['blocks'];
  /** What moved, as `control/<leaf>`, and what the controllers count. */
  readonly metrics: Metrics;
}

type Last = Watched<unknown>['last'];

const LEAVES: Leaves = { get: getLeaf, set: withLeaf };

/** Vectors of the recipe that the run does not have yet start from the policy; those that the recipe dropped go. */
function vectorsOf(config: Config, { vectors }: RunState): Map<VectorName, KeptVector> {
  const policy = vectors.get(POLICY)!;
  const kept = new Map([[POLICY, policy]]);
  for (const { block, own } of blocksOf(config, 'vector')) {
    const fresh = (): KeptVector => {
      const theta = block.start(policy.theta, own);
      return { theta, optimizer: block.optimizer ? newOptimizerState(theta.length) : null };
    };
    kept.set(own.as, vectors.get(own.as) ?? fresh());
  }
  return kept;
}

/** `pool`: every prompt that may be drawn, as a place. */
export function prepareStep(
  base: Config,
  run: RunState,
  last: Last,
  draw: (config: Config) => readonly Drawn[],
  pool: readonly Drawn[] = [],
): PreparedStep {
  const blocks: Record<string, unknown> = { ...run.blocks };
  const { seed } = base.data;
  const watched = (block: Keeps<unknown>, as: string): Watched<unknown> => {
    if (!(as in blocks)) blocks[as] = block.start();
    return { seed, step: run.step, state: blocks[as], last };
  };
  let config = base;
  const metrics: Metrics = {};
  for (const { block, own } of blocksOf(base, 'controller')) {
    const moved = block.move(config, { ...watched(block, own.as), ...LEAVES }, own);
    config = moved.config;
    blocks[own.as] = moved.state;
    Object.assign(metrics, moved.metrics);
  }
  for (const { name, a } of diffConfigs(config, base)) if (typeof a === 'number') metrics[`control/${name}`] = a;
  let drawn = draw(config);
  for (const { block, own } of blocksOf(config, 'data'))
    drawn = block.draw?.(drawn, { ...watched(block, own.as), config, pool }, own) ?? drawn;
  return { config, drawn, vectors: vectorsOf(config, run), blocks, metrics };
}

/** The states of the data rules after a finished step. */
export function keepOfStep(config: Config, blocks: RunState['blocks'], scored: Scored): RunState['blocks'] {
  const kept: Record<string, unknown> = { ...blocks };
  for (const { block, own } of blocksOf(config, 'data'))
    if (block.after) kept[own.as] = block.after(kept[own.as] ?? block.start(), scored, own);
  return kept;
}
