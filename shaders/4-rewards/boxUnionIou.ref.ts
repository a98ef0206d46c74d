// What: float64 twin of boxUnionIou.wgsl.
import { rewardReference, boxContains } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const side = Math.floor(rollout.knob('union_grid'));
  const [boxes, truths] = [rollout.boxes(), rollout.truthBoxes()];
  let [inBoth, inEither] = [0, 0];
  for (let cell = 0; cell < side * side; cell++) {
    const centre = [((cell % side) + 0.5) / side, (Math.floor(cell / side) + 0.5) / side];
    const isInside = boxes.some((box) => boxContains(box, centre));
    const isTrue = truths.some((box) => boxContains(box, centre));
    if (isInside && isTrue) inBoth++;
    if (isInside || isTrue) inEither++;
  }
  return inBoth / Math.max(inEither, 1);
});
