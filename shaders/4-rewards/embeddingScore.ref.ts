// What: float64 twin of embeddingScore.wgsl: both vectors are brought to length 1 first.
import { rewardReference } from './prelude.ref.ts';

function unitVector(values: readonly number[]): number[] {
  const length = Math.hypot(...values);
  return values.map((value) => (length === 0 ? 0 : value / length));
}

export const reference = rewardReference((rollout) => {
  const own = unitVector([...rollout.unitSignal('own')]);
  const other = [...rollout.unitSignal('other')];
  const count = Math.floor(other.length / own.length);
  const cosines = Array.from({ length: count }, (_, n) =>
    unitVector(other.slice(n * own.length, (n + 1) * own.length)).reduce((sum, b, d) => sum + own[d]! * b, 0),
  );
  return rollout.knob('scale') * Math.min(1, Math.max(0, ...cosines));
});
