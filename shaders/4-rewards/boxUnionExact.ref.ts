// What: float64 twin of boxUnionExact.wgsl: all edges are sorted first.
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import type { Numbers, Rollout } from './prelude.ref.ts';
import { MAX_LISTED, readBoxList } from './pythonList.ref.ts';

function boxesOf(rollout: Rollout): Numbers[] {
  if (rollout.knob('python_list') <= 0.5) return rollout.boxes();
  const span = rollout.hasSpan('bbox') ? 'bbox' : 'box';
  const [width, height] = [rollout.knob('coordinateWidth'), rollout.knob('coordinateHeight')];
  return (readBoxList(rollout.spanBytes(span)) ?? []).map(([x0, y0, x1, y1]) => [
    Math.min(x0!, x1!) / width,
    Math.min(y0!, y1!) / height,
    Math.max(x0!, x1!) / width,
    Math.max(y0!, y1!) / height,
  ]);
}

export const reference = rewardReference((rollout) => {
  const [boxes, truths] = [boxesOf(rollout), rollout.truthBoxes()];
  if (boxes.length > MAX_LISTED) return NOT_SCORABLE;
  const edges = (axis: number) =>
    [...new Set([...boxes, ...truths].flatMap((box) => [box[axis]!, box[axis + 2]!]))].sort((a, b) => a - b);
  const [xs, ys] = [edges(0), edges(1)];
  const isIn = (all: readonly Numbers[], x: number, y: number) =>
    all.some(([x0, y0, x1, y1]) => x0! <= x && x < x1! && y0! <= y && y < y1!);
  let [both, either] = [0, 0];
  for (let i = 0; i + 1 < xs.length; i++) {
    for (let j = 0; j + 1 < ys.length; j++) {
      const area = (xs[i + 1]! - xs[i]!) * (ys[j + 1]! - ys[j]!);
      const [isInside, isTrue] = [isIn(boxes, xs[i]!, ys[j]!), isIn(truths, xs[i]!, ys[j]!)];
      if (isInside && isTrue) both += area;
      if (isInside || isTrue) either += area;
    }
  }
  const whole = either + rollout.knob('area_epsilon');
  return whole > 0 ? both / whole : 0;
});
