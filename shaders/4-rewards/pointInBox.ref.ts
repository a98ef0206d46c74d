// What: float64 twin of pointInBox.wgsl.
import { rewardReference, boxContains, meanOfBestMatching } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const [truths, targets] = [rollout.truthBoxes(), rollout.truthPoints()];
  const places = truths.length || targets.length;
  const points = places === 1 ? rollout.points().slice(0, 1) : rollout.points();
  return meanOfBestMatching(points.length, places, (i, j) => {
    const [x, y] = points[i]!;
    if (truths.length) return boxContains(truths[j]!, points[i]!) ? 1 : 0;
    return Math.hypot(x! - targets[j]![0]!, y! - targets[j]![1]!) <= rollout.knob('point_radius') ? 1 : 0;
  });
});
