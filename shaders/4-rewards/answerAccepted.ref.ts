// What: float64 twin of answerAccepted.wgsl.
import { asText, SPACE } from './letters.ref.ts';
import { rewardReference } from './prelude.ref.ts';

const EDGES = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g');

export const reference = rewardReference((rollout) => {
  if (!rollout.hasSpan('answer')) return 0;
  const own = asText(rollout.spanBytes('answer')).replace(EDGES, '');
  const known = [...rollout.truthTexts('answer'), ...rollout.truthTexts('acceptedAnswers')];
  return known.some((text) => asText(text) === own) ? 1 : 0;
});
