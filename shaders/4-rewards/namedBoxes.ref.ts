// What: float64 twin of namedBoxes.wgsl.
import { ownEntries, trueEntries } from './boxEntries.ref.ts';
import { iou, rewardReference } from './prelude.ref.ts';
import type { Numbers } from './prelude.ref.ts';

function centreness(truth: Numbers, own: Numbers): number {
  const [width, height] = [own[2]! - own[0]!, own[3]! - own[1]!];
  if (width <= 0 || height <= 0) return 0;
  const dx = Math.abs(truth[0]! + truth[2]! - own[0]! - own[2]!) / 2 / (width / 2);
  const dy = Math.abs(truth[1]! + truth[3]! - own[1]! - own[3]!) / 2 / (height / 2);
  return Math.sqrt((1 - Math.min(dx, 1)) * (1 - Math.min(dy, 1)));
}

export const reference = rewardReference((rollout) => {
  const named = rollout.knob('named') > 0.5;
  const score = (truth: Numbers, own: Numbers) =>
    rollout.knob('centre') > 0.5 ? 2 * centreness(truth, own) - 1 : iou(truth, own);
  const own = ownEntries(rollout);
  const inOrder = rollout.truthBoxes().map((box, i) => [box, rollout.boxes()[i]] as const);
  const byName = [...trueEntries(rollout)].map(([name, box]) => [box, own.get(name)] as const);
  const pairs = named || inOrder.length === 0 ? byName : inOrder;
  const good = pairs.filter(([truth, box]) => box && score(truth, box) > rollout.knob('threshold'));
  return good.length / Math.max(pairs.length, 1);
});
