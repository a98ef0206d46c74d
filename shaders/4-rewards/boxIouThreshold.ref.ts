// What: float64 twin of boxIouThreshold.wgsl.
import { rewardReference, iou, meanOfBestMatching } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const truths = rollout.truthBoxes();
  const boxes = truths.length === 1 ? rollout.boxes().slice(0, 1) : rollout.boxes();
  return meanOfBestMatching(boxes.length, truths.length, (i, j) =>
    iou(boxes[i]!, truths[j]!) >= rollout.knob('iou_threshold') ? 1 : 0,
  );
});
