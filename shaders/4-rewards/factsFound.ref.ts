// What: float64 twin of factsFound.wgsl.
import { rewardReference, contains, trimmed } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const text = rollout.spanBytes(rollout.knob('facts_in_think') > 0.5 ? 'think' : 'completion');
  const facts = rollout.facts();
  return facts.filter((fact) => contains(text, trimmed(fact, false))).length / Math.max(facts.length, 1);
});
