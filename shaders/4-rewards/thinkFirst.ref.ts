// What: float64 twin of thinkFirst.wgsl, by TRL's expression.
import { rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

export const reference = rewardReference((rollout) =>
  /^<think>(?!.*<think>)(.*?)<\/think>.*$/s.test(textOf(rollout.spanBytes('completion'))) ? 1 : 0,
);
