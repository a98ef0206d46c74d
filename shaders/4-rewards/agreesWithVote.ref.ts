// What: float64 twin of agreesWithVote.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference(({ rolloutSignal }) => rolloutSignal('vote'));
