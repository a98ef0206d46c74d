// What: the blocks of a stage: those that the engine says ran; rewards and the loss, which are kernels of their stage, from the
// configuration.
// Units: seconds.
import { blockFacts, blockPath } from '../../config/blockFacts.ts';
import { lossFacts } from '../../config/axes/loss.ts';
import type { Config } from '../../config/config.ts';
import type { BlockAxis } from '../../config/knob.ts';
import { rewardUsesOf } from '../../config/uses.ts';
import type { StageReport } from '../../store/store.ts';
import type { BlockRun, StageName } from '../../training/protocol.ts';

export interface ShownBlock {
  /** Of all blocks of the stage. */
  readonly key: string;
  readonly block: string;
  readonly as: string;
  readonly doc: string;
  readonly path: string;
  /** null = not taken apart from the stage. */
  readonly seconds: number | null;
  readonly numbers: Readonly<Record<string, number>>;
}

/** Runs of one use in one stage, in one line: its seconds together, its last numbers. */
function merged(runs: readonly BlockRun[]): readonly BlockRun[] {
  const byUse = new Map<string, BlockRun>();
  for (const run of runs) {
    const key = `${run.axis} ${run.as}`;
    const before = byUse.get(key);
    const numbers = { ...before?.numbers, ...run.numbers };
    byUse.set(key, { ...run, seconds: (before?.seconds ?? 0) + run.seconds, numbers });
  }
  return [...byUse.values()];
}

const ofRun = ({ axis, block, as, seconds, numbers }: BlockRun): ShownBlock => ({
  ...{ key: `${axis} ${as}`, block, as, seconds, numbers },
  doc: blockFacts(axis as BlockAxis, block)?.doc ?? '',
  path: blockPath(axis as BlockAxis, block),
});

const meanOf = (mean: number | undefined): Record<string, number> => (mean === undefined ? {} : { mean });

function rewardsOf(config: Config, { summary, blocks = [] }: StageReport): readonly ShownBlock[] {
  if (blocks.some(({ axis }) => axis === 'reward')) return [];
  return rewardUsesOf(config).map(({ block, as }): ShownBlock => ({
    ...{ key: `reward ${as}`, block, as, seconds: null },
    doc: blockFacts('reward', block)?.doc ?? '',
    path: blockPath('reward', block),
    numbers: meanOf(summary[as]),
  }));
}

const lossOf = ({ loss: { loss_type: name } }: Config): ShownBlock => ({
  ...{ key: `loss ${name}`, block: name, as: name, seconds: null, numbers: {} },
  doc: lossFacts(name).doc,
  path: `src/6-loss/losses/${name}.ts`,
});

export function blocksOfStage(
  stage: StageName,
  config: Config,
  report: StageReport | undefined,
): readonly ShownBlock[] {
  if (!report) return [];
  return [
    ...(stage === '4-rewards' ? rewardsOf(config, report) : []),
    ...(stage === '6-loss' ? [lossOf(config)] : []),
    ...merged(report.blocks ?? []).map(ofRun),
  ];
}
