// What: float64 twin of lengthFine.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const [tokens, wanted] = [rollout.number('tokens'), rollout.rolloutSignal('reference')];
  if (!(wanted > 0)) return 0;
  const share = rollout.knob('length_share');
  const far = rollout.knob('both_sides') > 0.5 ? Math.abs(tokens / wanted - 1) : 1 - tokens / (share * wanted);
  return 0 - Math.min(Math.max(far, 0), 1);
});
