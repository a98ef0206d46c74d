// What: float64 twin of viewDivergence.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const [mask, view, clean] = [rollout.signal('mask'), rollout.signal('view/logProb'), rollout.signal('logProb')];
  let [total, count] = [0, 0];
  for (let t = 0; t < mask.length; t++) {
    if (mask[t]! < 0.5) continue;
    const x = Math.min(Math.max(view[t]! - clean[t]!, -10), 10);
    total += rollout.knob('divergence_k1') > 0.5 ? -x : Math.expm1(x) - x;
    count += 1;
  }
  const cap = rollout.knob('divergence_cap');
  return Math.min(Math.max(total / Math.max(count, 1), 0), cap) / cap;
});
