// What: float64 twin of statedAnswer.wgsl, by the authors' splits and expressions over bytes as characters.
import { rewardReference } from './prelude.ref.ts';

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const FLAGS = ['the final answer is', 'the answer is', 'the correct answer is', 'the answer should be'];

function statedIn(text: string): string {
  const boxes = text.split(/oxed\{/i);
  if (boxes.length > 1) return /^([^{}]*)\}/.exec(boxes.at(-1)!)?.[1] ?? '';
  let now = text;
  for (const flag of FLAGS.flatMap((words) => [words, words.replace('the', 'The')])) {
    if (!now.includes(flag)) continue;
    const behind = now
      .split(flag)
      .at(-1)!
      .replace(/^[ \t-\r]+|[ \t-\r]+$/g, '');
    now = behind.split('\n')[0]!.split('. ')[0]!;
  }
  return now;
}

export const reference = rewardReference((rollout) => {
  const text = statedIn(latin(rollout.spanBytes('completion')));
  const said = lower(text.split('=').at(-1)!)
    .replace(/[ \t-\r$]/g, '')
    .replace(/\.+$/, '')
    .replace(/^:+/, '');
  if (rollout.truthIsNumber()) return /^[+-]?\d+$/.test(said) && Number(said) === rollout.truthNumber() ? 1 : 0;
  const right = lower(latin(rollout.truthAnswer()));
  if (rollout.hasTruthAnswer()) return said !== '' && said === right ? 1 : 0;
  return /^[a-d]$/.test(said) && 'abcd'.indexOf(said) === rollout.truthNumbers('answerOption')[0] ? 1 : 0;
});
