// What: float64 twin of judgedParts.wgsl.
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import type { Rollout } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

function parts(rollout: Rollout): (string | null)[] {
  const text = completionOf(rollout);
  if (rollout.knob('part') > 0.5) return [blockIn(text, 'context'), blockIn(text, 'think')];
  const [caption] = rollout.truthTexts('captions');
  return [blockIn(textOf(rollout.truthAnswer()), 'context') ?? (caption ? textOf(caption) : null)];
}

export const reference = rewardReference((rollout) =>
  parts(rollout).every((part) => stripped(part ?? '') !== '') ? rollout.rolloutSignal('mark') : 0,
);
