// What: float64 twin of routeDetail.wgsl.
import { rewardReference } from './prelude.ref.ts';
import { legsOf, numberOf } from './route.ref.ts';

export const reference = rewardReference((rollout) => {
  const legs = legsOf(rollout, true);
  if (!legs) return 0;
  const { knob } = rollout;
  const transfers = numberOf(rollout, 'transfers');
  const free = knob('follows_code') > 0.5 ? transfers : transfers + 1;
  const fines = knob('extra_fine') * Math.max(0, legs.length - free);
  const lines =
    transfers > 0
      ? knob('line_points') * legs.filter(({ lineExists }) => lineExists).length
      : knob('direct_points') * legs.filter(({ isDirect }) => isDirect).length;
  const changes = legs.slice(0, transfers).filter((leg) => !leg.isLast && leg.isOnLine && leg.isJoined).length;
  return Math.min(knob('most'), knob('ends_points') + lines + knob('transfer_points') * changes - fines);
});
