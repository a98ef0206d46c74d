// What: stage 5 as the loop calls it: the recipe's compositions decide what is normalised together, stage 5 normalises, and shapers
//   change the advantage of single tokens.
// Shapes: P places, R = P·G rollouts, T tokens; advantages [R × T].
import { applyShapers } from '../../5-advantages/applyShapers.ts';
import { computeAdvantages, tokenMeans, weightedSum } from '../../5-advantages/computeAdvantages.ts';
import type { Advantages, Objective } from '../../5-advantages/types.ts';
import { blocksOf } from '../../config/uses.ts';
import { randomOrder } from '../prompts/randomOrder.ts';
import type { BlockRuns } from './blockRuns.ts';
import type { ScoredStep } from './scoreRollouts.ts';

async function objectivesOf(scored: ScoredStep, runs: BlockRuns): Promise<readonly Objective[]> {
  const { reward, columns, weights } = scored.table;
  let objectives: readonly Objective[] = [weightedSum(reward, columns, weights, scored.drawn.length)];
  for (const use of blocksOf(scored.config, 'composition'))
    objectives = await runs.time('composition', use, () => use.block.compose(scored, objectives, use.own));
  return objectives;
}

export async function advantagesOf(scored: ScoredStep, runs: BlockRuns): Promise<Advantages> {
  const { compute, config, step, rollouts, table, units, tokenSpans, spanNames, inStatistics } = scored;
  const { promptCount, generations, lengths, maxTokens } = rollouts;
  const { advantage, composition, data } = config;
  const permutation = advantage.shuffle_advantages && randomOrder(data.seed, step, lengths.length, 'shuffle');
  const made = await computeAdvantages(compute, {
    ...{ reward: table.reward, table, promptCount, generations, lengths, maxTokens, units, tokenSpans, spanNames },
    objectives: await objectivesOf(scored, runs),
    scaleRewards: advantage.scale_rewards,
    baseline: advantage.advantage_baseline,
    estimator: advantage.advantage_estimator,
    epsilon: advantage.advantage_epsilon,
    aggregation: composition.multi_objective_aggregation,
    ...(permutation && { permutation }),
    ...(inStatistics && { inStatistics }),
  });
  const shapers = blocksOf(config, 'advantage').map((use) => ({
    own: use.own,
    block: { ...use.block, shape: timed(use, runs) },
  }));
  if (shapers.length === 0) return made;
  const { advantages, metrics } = await applyShapers(scored, made.advantages, shapers);
  const perRollout = tokenMeans(advantages, lengths, maxTokens);
  return { ...made, advantages, perRollout, metrics: { ...made.metrics, ...metrics } };
}

type ShaperUse = ReturnType<typeof blocksOf<'advantage'>>[number];
const timed =
  (use: ShaperUse, runs: BlockRuns): ShaperUse['block']['shape'] =>
  (...given) =>
    runs.time('advantage', use, () => use.block.shape(...given));
