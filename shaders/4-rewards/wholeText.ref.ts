// What: float64 twin of wholeText.wgsl.
import { rewardReference } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

export const reference = rewardReference((rollout) => {
  const truth = textOf(rollout.truthAnswer());
  const label = stripped(/<answer>([^\n]*?)<\/answer>/.exec(truth)?.[1] ?? truth);
  return rollout.hasTruthAnswer() && textOf(rollout.spanBytes('completion')) === label ? 1 : 0;
});
