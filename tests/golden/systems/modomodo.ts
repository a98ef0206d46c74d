// What: MoDoMoDo: the surface over mixtures, its seeds, and the gated reward.
// Formula: none of its own; the score of a box domain is the IoU of the case, elsewhere whether it is right.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import {
  bestMixture,
  bestOnGrid,
  fitSurface,
  predict,
  residual,
  seedMixtures,
} from '../../../src/data/mixture/mixtureScore.ts';
import type { Mixture } from '../../../src/data/mixture/mixtureScore.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Fit {
  readonly kind: 'fit';
  readonly mixtures: readonly Mixture[];
  readonly scores: readonly number[];
  readonly eval_mixtures: readonly Mixture[];
  readonly grid_n?: number;
}
interface Seeds {
  readonly kind: 'seeds';
  readonly domains: number;
}
interface Answered {
  readonly kind: 'reward';
  readonly completion: string;
  readonly correct: number | null;
  readonly iou: number | null;
}

function fit({ mixtures, scores, eval_mixtures, grid_n }: Required<Fit>) {
  const surface = fitSurface(mixtures, scores);
  const domains = mixtures[0]!.length;
  const [found, grid] = [bestMixture(surface, domains), bestOnGrid(surface, domains, grid_n)];
  return {
    predicted_seed: mixtures.map((mixture) => predict(surface, mixture)),
    rmse_quadratic: residual(mixtures, scores, false),
    rmse_linear: residual(mixtures, scores, true),
    predicted_eval: eval_mixtures.map((mixture) => predict(surface, mixture)),
    ...{ best_grid: grid.mixture, best_grid_score: grid.score, best_score: found.score, best: found.mixture },
  };
}

async function reward({ completion, correct, iou }: Answered, compute: Compute) {
  const parsed = await parseTexts(compute, [completion]);
  const signal = (value: number): Signal => ({ shape: 'rollout', values: Float32Array.of(value) });
  const { columns } = await scoreRewards(compute, {
    ...{ parsed, generations: 1, truths: [{}] },
    signals: new Map([
      ['given/score', signal(iou ?? correct ?? 0)],
      ['given/zero', signal(0)],
    ]),
    uses: [
      { name: 'gatedScore', as: 'reward', knobs: { score: 'given/score' } },
      { name: 'gatedScore', as: 'parsed', knobs: { score: 'given/zero' } },
    ],
  });
  return { reward: columns[0]!.values[0]!, parsed: columns[1]!.values[0] === 1 };
}

export const adapter: GoldenAdapter<Fit | Seeds | Answered> = {
  system: 'MoDoMoDo',
  run(input, { file, compute }) {
    if (input.kind === 'seeds') return { mixtures: seedMixtures(input.domains) };
    if (input.kind === 'reward') return reward(input, compute);
    return fit({ ...(file.config_defaults as { grid_n: number }), ...input });
  },
};
