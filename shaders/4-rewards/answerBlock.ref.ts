// What: float64 twin of answerBlock.wgsl, by the authors' regular expressions.
import { rewardReference } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

const WHOLE = /^<think>.*?<\/think>[ \t-\r]*<answer>.*?<\/answer>$/s;

export const reference = rewardReference((rollout) => {
  const block = rollout.knob('one_line') > 0.5 ? /<answer>([^\n]*?)<\/answer>/ : /<answer>(.*?)<\/answer>/s;
  const lower = (text: string) => (rollout.knob('any_case') > 0.5 ? text.toLowerCase() : text);
  const text = textOf(rollout.spanBytes('completion'));
  const read = (given: string) => lower(stripped(block.exec(given)?.[1] ?? given));
  const right = [...rollout.truthTexts('answer'), ...rollout.truthTexts('acceptedAnswers')].map(textOf);
  if (right.length === 0) return rollout.knob('without_truth');
  if (rollout.knob('needs_format') > 0.5 && !WHOLE.test(text)) return 0;
  if (rollout.knob('whole_text') < 0.5 && !block.test(text)) return 0;
  const wanted = right.map(rollout.knob('plain_truth') > 0.5 ? lower : read);
  return wanted.includes(read(text)) ? 1 : 0;
});
