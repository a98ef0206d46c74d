// What: stage 5 as the loop calls it: the recipe's compositions say what is normalised as one, stage 5 normalises, and shapers
//   change the advantage of single tokens.
// Shapes: P places, R = P·G rollouts, T tokens; advantages [R × T].
import { computeAdvantages } from '../../5-advantages/computeAdvantages.ts';
import type { Advantages, Objective } from '../../5-advantages/types.ts';
import { blocksOf } from '../../config/uses.ts';
import { randomOrder } from '../prompts/randomOrder.ts';
import type { BlockRuns } from './blockRuns.ts';
import type { ScoredStep } from './scoreRollouts.ts';

/** What stage 5 hands on: an advantage for every token. */
export interface StepAdvantages extends Advantages {
  /** [R] mean over the tokens of the completion, for lists and colours. */
  readonly perRollout: Float32Array;
}

/** The mean without rounding where all tokens carry the same advantage. */
function meanOfTokens(advantages: Float32Array, lengths: Int32Array, maxTokens: number): Float32Array {
  return Float32Array.from(lengths, (length, r) => {
    const own = advantages.subarray(r * maxTokens, r * maxTokens + Math.max(1, length));
    return own.every((value) => value === own[0]) ? own[0]! : own.reduce((sum, value) => sum + value, 0) / own.length;
  });
}

export async function objectivesOf(scored: ScoredStep, runs: BlockRuns): Promise<readonly Objective[]> {
  const { table, drawn, config } = scored;
  const weight = new Float32Array(drawn.length).fill(1);
  let objectives: readonly Objective[] = [{ name: 'reward', values: table.reward, weight }];
  for (const use of blocksOf(config, 'composition'))
    objectives = await runs.time('composition', use, () => use.block.compose(scored, objectives, use.own));
  return objectives;
}

export async function advantagesOf(scored: ScoredStep, runs: BlockRuns): Promise<StepAdvantages> {
  const { compute, config, step, rollouts, table } = scored;
  const { promptCount, generations, lengths, maxTokens } = rollouts;
  const { scale_rewards: scaleRewards, advantage_baseline: baseline, shuffle_advantages: shuffled } = config.advantage;
  const permutation = shuffled ? { permutation: randomOrder(config.data.seed, step, lengths.length, 'shuffle') } : {};
  const made = await computeAdvantages(compute, {
    ...{ reward: table.reward, table, promptCount, generations, scaleRewards, baseline, ...permutation },
    aggregation: config.composition.multi_objective_aggregation,
  });
  let advantages: Float32Array = Float32Array.from(
    { length: lengths.length * maxTokens },
    (_, i) => made.advantages[Math.floor(i / maxTokens)]!,
  );
  const metrics = { ...made.metrics };
  for (const use of blocksOf(config, 'advantage')) {
    const shaped = await runs.time('advantage', use, () => use.block.shape(scored, advantages, use.own));
    advantages = shaped instanceof Float32Array ? shaped : shaped.advantages;
    if (!(shaped instanceof Float32Array)) Object.assign(metrics, shaped.metrics);
  }
  return { ...made, advantages, perRollout: meanOfTokens(advantages, lengths, maxTokens), metrics };
}
