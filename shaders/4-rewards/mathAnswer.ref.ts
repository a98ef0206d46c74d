// What: float64 twin of mathAnswer.wgsl, by the authors' steps.
import { isSameNumber, mathNumber } from './mathNumber.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

const block = (text: string) => /<answer>([^\n]*?)<\/answer>/.exec(text)?.[1] ?? text;

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer()) return 0;
  const [text, truth] = [textOf(rollout.spanBytes('completion')), textOf(rollout.truthAnswer())];
  const own = rollout.knob('in_block') > 0.5 ? block(text) : text;
  if (isSameNumber(mathNumber(own), mathNumber(truth))) return 1;
  const same = stripped(block(text)).toLowerCase() === stripped(block(truth)).toLowerCase();
  return rollout.knob('or_text') > 0.5 && same ? 1 : 0;
});
