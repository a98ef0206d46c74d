// What: float64 twin of trustedThinking.wgsl.
import { rewardReference } from './prelude.ref.ts';

/** As a float32 tensor is compared with it. */
const JUDGED = Math.fround(0.2);

export const reference = rewardReference(({ rolloutSignal }) =>
  rolloutSignal('outcome') < JUDGED ? 0 : rolloutSignal('trust') * rolloutSignal('score'),
);
