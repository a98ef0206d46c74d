// What: float64 twin of beginsThinking.wgsl.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => (completionOf(rollout).startsWith('<think>\n') ? 1 : 0));
