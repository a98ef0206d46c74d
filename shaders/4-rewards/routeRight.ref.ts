// What: float64 twin of routeRight.wgsl.
import { rewardReference } from './prelude.ref.ts';
import { legsOf } from './route.ref.ts';

export const reference = rewardReference((rollout) =>
  legsOf(rollout, false)?.every(({ isOnLine, isJoined }) => isOnLine && isJoined) ? 1 : 0,
);
