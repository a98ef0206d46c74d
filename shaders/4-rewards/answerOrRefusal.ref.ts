// What: float64 twin of answerOrRefusal.wgsl.
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { saysCannotTell, saysNo } from './refusal.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

export const reference = rewardReference((rollout) => {
  const text = completionOf(rollout);
  const refuses = (rollout.knob('plain_refusal') > 0.5 ? saysCannotTell : saysNo)(text);
  if (rollout.promptSignal('tag/masked') > 0.5) return refuses ? 1 : -1;
  if (refuses) return -1;
  const own = stripped(blockIn(text, 'answer') ?? text).toLowerCase();
  return rollout.hasTruthAnswer() && own === stripped(textOf(rollout.truthAnswer())).toLowerCase() ? 1 : 0;
});
