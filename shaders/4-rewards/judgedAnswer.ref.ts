// What: float64 twin of judgedAnswer.wgsl.
import { characters, judgedText } from './judgedText.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const form = Math.round(rollout.knob('form'));
  const shown = judgedText(completionOf(rollout), form);
  const isLong = shown !== null && characters(shown) >= rollout.knob('most_characters');
  const isMissing = shown === null || (form !== 0 && shown === '');
  if (form !== 3 && (isMissing || (form < 2 && isLong))) return 0;
  return Math.min(Math.max(rollout.rolloutSignal('verdict'), 0), 1);
});
