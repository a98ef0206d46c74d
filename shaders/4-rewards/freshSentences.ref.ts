// What: float64 twin of freshSentences.wgsl, with a set.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { stripped } from './unicode.ref.ts';

export const reference = rewardReference((rollout) => {
  const sentences = completionOf(rollout)
    .split('.')
    .map(stripped)
    .filter((sentence) => sentence !== '');
  return sentences.length - new Set(sentences).size <= rollout.knob('allowed') ? 1 : 0;
});
