// What: float64 twin of boxIouRamp.wgsl.
import { iou, rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const [own, truth] = [rollout.boxes()[0], rollout.truthBoxes()[0]];
  if (!own || !truth) return 0;
  const overlap = iou(own, truth);
  const threshold = rollout.knob('iou_threshold');
  return overlap >= threshold ? 1 : overlap / threshold;
});
