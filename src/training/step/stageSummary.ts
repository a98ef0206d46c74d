// What: a summary of every stage: the numbers that the page's pipeline strip shows, and (lists) what its panel works out by hand:
// the first tokens of the first answer, rewards and advantages of the first group.
import type { PixelTensor } from '../../1-image/types.ts';
import type { Prefix } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { Advantages } from '../../5-advantages/types.ts';
import type { TokenCoefficients } from '../../6-loss/types.ts';
import type { Gradient } from '../../7-gradient/types.ts';
import type { UpdateReport } from '../../8-update/types.ts';
import { lengthMetrics } from '../../9-curves/stepMetrics.ts';
import type { StageSummary } from '../session/stageTimer.ts';
import type { BlockRuns } from './blockRuns.ts';
import type { ScoredCompletions } from './scoreCompletions.ts';

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Rollouts of a group that an example holds, and tokens of an answer. */
const MOST_ROLLOUTS = 64;
const MOST_TOKENS = 8;
const first = (values: ArrayLike<number>, count = MOST_ROLLOUTS) =>
  Array.from({ length: Math.min(count, values.length) }, (_, i) => values[i]!);

/** What the page shows of each stage; `runs` knows the blocks that ran in it. */
export const stageSummary = (runs: BlockRuns) => {
  const withBlocks =
    <T>(numbersOf: (made: T) => StageSummary) =>
    (made: T): StageSummary => ({ ...numbersOf(made), blocks: runs.take() });
  return Object.fromEntries(
    Object.entries(NUMBERS).map(([name, numbersOf]) => [
      name,
      withBlocks(numbersOf as (made: unknown) => StageSummary),
    ]),
  ) as { readonly [Name in keyof typeof NUMBERS]: (made: Parameters<(typeof NUMBERS)[Name]>[0]) => StageSummary };
};

const NUMBERS = {
  views: (views: readonly (readonly PixelTensor[])[]) => ({
    prompts: views.length,
    pictures: new Set(views.flat()).size,
    size: views[0]?.[0]?.size ?? 0,
  }),
  prefix: ({ prefix, promptTokens }: { readonly prefix: Prefix; readonly promptTokens: number }) => ({
    prompts: prefix.prompts.length,
    tokens: promptTokens,
  }),
  rollouts: ({ rollouts }: { readonly rollouts: Rollouts }) => ({
    rollouts: rollouts.lengths.length,
    tokens: rollouts.lengths.reduce((sum, length) => sum + length, 0),
    ...lengthMetrics(rollouts),
    text: rollouts.texts.slice(0, 1),
    logProbs: first(rollouts.oldLogProbs, MOST_TOKENS),
    entropies: first(rollouts.entropies, MOST_TOKENS),
  }),
  rewards: ({ table }: ScoredCompletions) => ({
    reward: mean(table.reward),
    ...Object.fromEntries(
      table.columns.map(({ name, values, scorable }) => [
        name,
        mean(scorable ? values.filter((_, r) => scorable[r] === 1) : values),
      ]),
    ),
    columns: table.columns.map(({ name }) => name),
    columnsOfFirst: table.columns.map(({ values }) => values[0]!),
    rewards: first(table.reward),
  }),
  advantages: ({ perRollout, groupMean, groupStd, metrics }: Advantages) => ({
    ...metrics,
    advantages: first(perRollout),
    groupMean: first(groupMean, 1),
    groupStd: first(groupStd, 1),
    min: perRollout.reduce((a, b) => Math.min(a, b), Infinity),
    max: perRollout.reduce((a, b) => Math.max(a, b), -Infinity),
  }),
  loss: ({ coefficients: { coef, loss, metrics } }: { readonly coefficients: TokenCoefficients }) => ({
    loss,
    ...metrics,
    coefficients: first(coef, MOST_TOKENS),
  }),
  gradient: ({ values, metrics, passes }: Gradient & { readonly passes: number }) => ({
    parameters: values.length,
    passes,
    ...metrics,
  }),
  update: ({ gradNorm, updateNorm, learningRate }: UpdateReport) => ({
    grad_norm: gradNorm,
    update_norm: updateNorm,
    learning_rate: learningRate,
  }),
};
