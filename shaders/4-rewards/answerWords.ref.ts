// What: float64 twin of answerWords.wgsl.
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { bareWords } from './bareWords.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer()) return 0;
  const isFirst = rollout.knob('first_block') > 0.5;
  const own = blockIn(completionOf(rollout), 'answer', { last: !isFirst });
  const truth = textOf(rollout.truthAnswer());
  const right = blockIn(truth, 'answer', { oneLine: !isFirst }) ?? truth;
  return own !== null && bareWords(own) === bareWords(right) ? 1 : 0;
});
