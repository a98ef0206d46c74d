// What: float64 twin of boxHungarian.wgsl.
import { rewardReference, iou, meanOfBestMatching } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const [boxes, truths] = [rollout.boxes(), rollout.truthBoxes()];
  return meanOfBestMatching(boxes.length, truths.length, (i, j) => iou(boxes[i]!, truths[j]!));
});
