// What: the few numbers of every stage that the page's pipeline strip shows.
import type { PixelTensor } from '../1-image/types.ts';
import type { Rollouts } from '../3-rollouts/types.ts';
import type { Advantages } from '../5-advantages/types.ts';
import type { TokenCoefficients } from '../6-loss/types.ts';
import type { Gradient } from '../7-gradient/types.ts';
import type { UpdateReport } from '../8-update/types.ts';
import { lengthMetrics } from '../9-curves/stepMetrics.ts';
import type { PolicyInput } from './preparePrompts.ts';
import type { ScoredCompletions } from './scoreCompletions.ts';

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

export const stageSummary = {
  views: (views: readonly (readonly PixelTensor[])[]) => ({
    prompts: views.length,
    pictures: new Set(views.flat()).size,
    size: views[0]?.[0]?.size ?? 0,
  }),
  prefix: ({ prepared, promptTokens }: PolicyInput) => ({ prompts: prepared.length, tokens: promptTokens }),
  rollouts: (rollouts: Rollouts) => ({
    rollouts: rollouts.lengths.length,
    tokens: rollouts.lengths.reduce((sum, length) => sum + length, 0),
    ...lengthMetrics(rollouts),
  }),
  rewards: ({ table }: ScoredCompletions) => ({
    reward: mean(table.reward),
    ...Object.fromEntries(table.columns.map(({ name, values }) => [name, mean(values)])),
  }),
  advantages: ({ advantages, metrics }: Advantages) => ({
    ...metrics,
    min: advantages.reduce((a, b) => Math.min(a, b), Infinity),
    max: advantages.reduce((a, b) => Math.max(a, b), -Infinity),
  }),
  loss: ({ loss, metrics }: TokenCoefficients) => ({ loss, ...metrics }),
  gradient: ({ metrics }: Gradient) => ({ ...metrics }),
  update: ({ gradNorm, updateNorm, learningRate }: UpdateReport) => ({
    grad_norm: gradNorm,
    update_norm: updateNorm,
    learning_rate: learningRate,
  }),
};
