// What: twin of orderFidelity.wgsl, rounded to float32 where the authors' tensors are: near 0 and 1 the square roots show it.
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import type { Rollout } from './prelude.ref.ts';

const f32 = Math.fround;
const FLOOR = f32(1e-6);

/** In float64: the series whose terms all have one sign. */
function erf(x: number): number {
  const y = Math.abs(x);
  if (y > 6) return Math.sign(x);
  let [term, sum] = [y, y];
  for (let n = 1; n < 250; n++) sum += term *= (2 * y * y) / (2 * n + 1);
  return (Math.sign(x) * 2 * Math.exp(-y * y) * sum) / Math.sqrt(Math.PI);
}

export interface Pair {
  readonly score: number;
  readonly otherMean: number;
  readonly variances: number;
  /** 1 = it should be above the other, 0 = below, ½ = the same. */
  readonly wanted: number;
}

export function pairFidelity({ score, otherMean, variances, wanted }: Pair): number {
  const x = f32(f32(score - otherMean) / f32(Math.sqrt(f32(variances + FLOOR))));
  const p = Number.isNaN(x) ? 0.5 : f32(0.5 * f32(1 + f32(erf(f32(x / Math.SQRT2)))));
  const above = f32(Math.sqrt(f32(f32(p * wanted) + FLOOR)));
  return f32(above + f32(Math.sqrt(f32(f32(f32(1 - p) * (1 - wanted)) + FLOOR))));
}

function trueScore(rollout: Rollout): number | null {
  const [quality] = rollout.truthNumbers('quality');
  return quality ?? (rollout.truthIsNumber() ? rollout.truthNumber() : null);
}

export const reference = rewardReference((rollout) => {
  const { generations, rollouts } = rollout.params as { generations: number; rollouts: number };
  const groups = Array.from({ length: rollouts / generations }, (_, p) => {
    const scores = Array.from({ length: generations }, (_g, g) =>
      rollout.peer(p * generations + g).rolloutSignal('score'),
    );
    const mean = scores.reduce((sum, score) => sum + score, 0) / generations;
    const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (generations - 1);
    return { mean: f32(mean), variance: f32(variance), truth: trueScore(rollout.peer(p * generations)) };
  });
  const own = groups[Math.floor(rollout.r / generations)]!;
  const others = groups.filter((group) => group !== own && group.truth !== null);
  if (own.truth === null || others.length === 0) return NOT_SCORABLE;
  const score = rollout.rolloutSignal('score');
  const sum = others.reduce((total, { mean, variance, truth }) => {
    const wanted = 0.5 + 0.5 * Math.sign(own.truth! - truth!);
    return f32(total + pairFidelity({ score, otherMean: mean, variances: f32(own.variance + variance), wanted }));
  }, 0);
  return f32(sum / others.length);
});
