// What: float64 twin of judgedResult.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference(({ rolloutSignal, knob }) => {
  const result = rolloutSignal('result');
  return result + knob('share') * rolloutSignal('verdict') * result;
});
