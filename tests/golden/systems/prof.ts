// What: PROF through the data rule "processFilter" and stage 5 over the answers that stay; scores by the rule's own functions.
// Formula: none of its own. A step of a case is one token, which is a unit of its own.
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import { batchMean, centredScores, processScores } from '../../../src/data/processScores.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Config } from '../../../src/config/config.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { goldenStep } from '../goldenStep.ts';

interface Input {
  readonly step_scores: readonly (readonly number[])[];
  readonly outcome: readonly number[];
  readonly lambda?: number;
  /** code: the most steps that are not fined, and how many answers go. */
  readonly H_max?: number;
  readonly n_remove?: number;
  /** paper: the fewest steps that are too many, and how many answers stay. */
  readonly H_lambda?: number;
  readonly m?: number;
  readonly wrong_selection?: string;
}

interface Defaults {
  readonly lambda: number;
  readonly H_max: number;
  readonly n_remove: number;
}

async function advantagesOf(compute: Compute, outcome: readonly number[], inStatistics: Uint8Array) {
  const values = Float32Array.from(outcome);
  const { perRollout } = await computeAdvantages(compute, {
    ...{ reward: values, inStatistics, promptCount: 1, generations: outcome.length, maxTokens: 1 },
    lengths: new Int32Array(outcome.length).fill(1),
    objectives: [{ name: 'outcome', values, weight: Float32Array.of(1), epsilon: 1e-6, single: 'keep' }],
    ...{ scaleRewards: 'group', baseline: 'group_mean' },
  });
  return [...perRollout];
}

export const adapter: GoldenAdapter<Input> = {
  system: 'PROF',
  async run(input, { file, follows, compute }) {
    const { step_scores: steps, outcome } = input;
    const defaults = file.config_defaults as unknown as Defaults;
    const n = outcome.length;
    const remove = follows === 'paper' ? n - Math.min(input.m ?? n, n) : (input.n_remove ?? defaults.n_remove);
    const most = follows === 'paper' ? (input.H_lambda ?? defaults.H_max + 1) - 1 : (input.H_max ?? defaults.H_max);
    const rules = { follows, remove, lambda: input.lambda ?? defaults.lambda, most };

    const T = Math.max(1, ...steps.map(({ length }) => length));
    const padded = (of: (r: number, t: number) => number) =>
      steps.map((_, r) => Array.from({ length: T }, (_t, t) => of(r, t)));
    const step = goldenStep({
      ...{ compute, mask: padded(() => 1), columns: { right: outcome }, config: { data: { seed: 0 } } as Config },
      signals: { judge: padded((r, t) => steps[r]![t] ?? 0) },
      units: { step: padded((r, t) => (t < steps[r]!.length ? t : -1)) },
    });
    const block = blocksIn('data').get('processFilter')!;
    const { inStatistics } = block.keep!(step, {
      ...defaultsOf(block, 'processFilter'),
      ...{ outcome: 'right', score: 'judge', unit: 'step', remove, lambda: rules.lambda, most_steps: most },
      wrong: input.wrong_selection === 'random' ? 'random' : 'both',
      processFilter_follows: follows,
    });
    const kept = [...outcome.keys()].filter((r) => inStatistics![r] === 1);
    const keptRight = kept.filter((r) => outcome[r] === 1);
    const scores = processScores(steps, outcome, rules);
    const advantages = await advantagesOf(compute, outcome, inStatistics!);
    const shared = { kept, advantage_kept: kept.map((r) => advantages[r]!) };
    if (follows === 'paper') {
      const wrong = kept.length - keptRight.length;
      return { r_pro: scores, k_right: keptRight.length, k_wrong: wrong, kept_right: keptRight, ...shared };
    }
    return {
      batch_mean_step_score: batchMean(steps),
      score: centredScores(steps, outcome),
      critic: scores,
      kept_right: keptRight.length,
      kept_wrong: kept.filter((r) => outcome[r] === 0).length,
      ...shared,
    };
  },
};
