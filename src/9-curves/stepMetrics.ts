// What: the numbers of a step under TRL's names, from the records of the stages.
// Formula: mean = Σx/n; std = √(Σ(x − mean)²/(n − 1)), 0 for n = 1, no epsilon; lengths count the stop token.
// Shapes: R rollouts. Source: TRL grpo_trainer.py, _generate_and_score_completions and _compute_loss.
import type { Rollouts } from '../3-rollouts/types.ts';
import type { RewardTable } from '../4-rewards/types.ts';
import type { Advantages } from '../5-advantages/types.ts';
import type { TokenCoefficients } from '../6-loss/types.ts';
import type { Gradient } from '../7-gradient/types.ts';
import type { UpdateReport } from '../8-update/types.ts';

export type Metrics = Record<string, number>;

/** What one inner update (one of num_iterations) left behind. */
export interface Iteration {
  readonly coefficients: TokenCoefficients;
  readonly gradient: Gradient;
  readonly update: UpdateReport;
}

const mean = (values: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length === 0 ? 0 : sum / values.length;
};

function sampleStd(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

export function lengthMetrics({ lengths, truncated }: Pick<Rollouts, 'lengths' | 'truncated'>): Metrics {
  const all = [...lengths];
  const ended = all.filter((_, r) => !truncated[r]);
  const least = (list: number[]) => list.reduce((a, b) => Math.min(a, b), list[0] ?? 0);
  const most = (list: number[]) => list.reduce((a, b) => Math.max(a, b), 0);
  return {
    'completions/mean_length': mean(all),
    'completions/min_length': least(all),
    'completions/max_length': most(all),
    'completions/clipped_ratio': all.length === 0 ? 0 : 1 - ended.length / all.length,
    'completions/mean_terminated_length': mean(ended),
    'completions/min_terminated_length': least(ended),
    'completions/max_terminated_length': most(ended),
  };
}

/** TRL: share of completions' calls to tools, and of calls that failed. Here the tool is the crop. */
function turnMetrics({ turns, lengths }: Rollouts): Metrics {
  if (!turns) return {};
  const { calls, failures } = turns;
  return {
    'tools/call_frequency': calls / lengths.length,
    'tools/failure_frequency': calls === 0 ? 0 : failures / calls,
  };
}

export function rewardMetrics({ columns }: RewardTable): Metrics {
  return Object.fromEntries(
    columns.flatMap(({ name, values, scorable }): [string, number][] => {
      const scored = scorable ? values.filter((_, r) => scorable[r] === 1) : values;
      if (scored.length === 0) return []; // TRL: NaN
      return [
        [`rewards/${name}/mean`, mean(scored)],
        [`rewards/${name}/std`, sampleStd(scored)],
      ];
    }),
  );
}

/** Mean of a metric over the inner updates, as TRL averages over the optimiser steps of a log. */
function averaged(iterations: readonly Iteration[], metricsOf: (iteration: Iteration) => Readonly<Metrics>): Metrics {
  const names = new Set(iterations.flatMap((iteration) => Object.keys(metricsOf(iteration))));
  return Object.fromEntries([...names].map((name) => [name, mean(iterations.map((it) => metricsOf(it)[name] ?? 0))]));
}

interface StepRecords {
  readonly rollouts: Rollouts;
  readonly table: RewardTable;
  /** What the probes counted. */
  readonly metrics?: Readonly<Metrics>;
}

export function stepMetrics(
  { rollouts, table, metrics }: StepRecords,
  advantages: Advantages,
  iterations: readonly Iteration[],
): Metrics {
  return {
    ...rewardMetrics(table),
    ...metrics,
    ...advantages.metrics,
    ...lengthMetrics(rollouts),
    ...turnMetrics(rollouts),
    ...metrics,
    ...iterations[0]?.gradient.metrics, // later updates move away from the sampler on purpose
    ...averaged(iterations, ({ coefficients, update }) => ({
      ...coefficients.metrics,
      loss: coefficients.loss,
      grad_norm: update.gradNorm,
      learning_rate: update.learningRate,
      update_norm: update.updateNorm,
    })),
  };
}
