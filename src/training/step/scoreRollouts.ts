// What: stage 4 as the loop calls it: the rewards of the recipe over the rollouts of a step, each column also a signal, and the
//   filters that leave rollouts out.
import type { Kept } from '../../blocks/seams.ts';
import type { Signal, SignalName } from '../../blocks/signals.ts';
import type { Scored } from '../../blocks/step.ts';
import { blocksOf } from '../../config/uses.ts';
import type { RewardEdits } from '../../4-rewards/registry.ts';
import type { BlockRuns } from './blockRuns.ts';
import { scoreCompletions } from './scoreCompletions.ts';
import type { ScoredCompletions } from './scoreCompletions.ts';
import type { SampledStep } from './sampleRollouts.ts';

export type ScoredStep = Scored & SampledStep & Pick<ScoredCompletions, 'table' | 'found'>;

export async function scoreRollouts(sampled: SampledStep, edits: RewardEdits, runs: BlockRuns): Promise<ScoredStep> {
  const { compute, policy, config, drawn, rollouts, step, units } = sampled;
  const scorer = { compute, policy, config, edits, step };
  const given = await scoreCompletions(scorer, rollouts, drawn, sampled.signals, units);
  const { table, found, tokenSpans, spanNames } = given;
  const signals = new Map<SignalName, Signal>(sampled.signals);
  for (const { name, values } of table.columns) signals.set(`reward/${name}`, { shape: 'rollout', values });
  const scored: ScoredStep = {
    ...sampled,
    signals,
    columns: table.columns,
    weights: table.weights,
    table,
    found,
    tokenSpans,
    spanNames,
  };
  return { ...scored, ...(await keptOf(scored, runs)) };
}

/** What several rules leave out is left out once. */
async function keptOf(
  scored: ScoredStep,
  runs: BlockRuns,
): Promise<Pick<ScoredStep, 'inStatistics' | 'inLoss' | 'metrics'>> {
  // TRL: a rollout that no reward scored enters no statistics, and its advantage is 0.
  const { scorable } = scored.table;
  let kept: Kept = scorable ? { inStatistics: scorable } : {};
  let { metrics } = scored;
  const both = (a: Uint8Array | undefined, b: Uint8Array | undefined) =>
    a && b ? a.map((own, r) => own & b[r]!) : (a ?? b);
  for (const use of blocksOf(scored.config, 'data')) {
    const { keep } = use.block;
    if (!keep) continue;
    const own = await runs.time('data', use, () => keep({ ...scored, ...kept }, use.own));
    const inStatistics = both(kept.inStatistics, own.inStatistics);
    const inLoss = both(kept.inLoss, own.inLoss);
    kept = { ...(inStatistics && { inStatistics }), ...(inLoss && { inLoss }) };
    metrics = { ...metrics, ...own.metrics };
  }
  return { ...kept, metrics };
}
