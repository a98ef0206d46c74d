// What: float64 twin of tripleFines.wgsl.
import { rewardReference } from './prelude.ref.ts';
import { credits, trueTriples } from './triples.ref.ts';

export const reference = rewardReference((rollout) => {
  const written = credits(rollout);
  const least = rollout.knob('only_exact') > 0.5 ? rollout.knob('full_credit') : 0;
  const wrong = written.filter((credit) => credit < least || credit === 0).length;
  const missing = Math.max(0, trueTriples(rollout).length - written.length);
  return rollout.knob('wrong_fine') * wrong + rollout.knob('missing_fine') * missing;
});
