// What: float64 twin of renderedScore.wgsl.
import { codeIn } from './codeBlock.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const [rendered, blank, severity] = ['rendered', 'blank', 'severity'].map(rollout.rolloutSignal) as [
    number,
    number,
    number,
  ];
  if (rendered < 0.5 || blank >= 0.5 || severity < -1.5 || !codeIn(completionOf(rollout))) return 0;
  const share = (severity < 0 ? rollout.knob('unread') : severity) / rollout.knob('most');
  return rollout.knob('base') + rollout.knob('gain') * Math.max(0, Math.min(1, 1 - share));
});
