// What: float64 twin of boxGiou.wgsl.
import { rewardReference, giou, meanOfBestMatching } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const truths = rollout.truthBoxes();
  const boxes = truths.length === 1 ? rollout.boxes().slice(0, 1) : rollout.boxes();
  return meanOfBestMatching(boxes.length, truths.length, (i, j) => 0.5 * (giou(boxes[i]!, truths[j]!) + 1));
});
