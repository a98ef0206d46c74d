// What: float64 twin of sentenceFacts.wgsl.
import type { Bytes } from './prelude.ref.ts';
import { rewardReference, contains, trimmed } from './prelude.ref.ts';

const ENDS = [46, 33, 63, 59, 10];
const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);
const isWord = (byte: number) => byte >= 128 || /[a-z0-9]/i.test(String.fromCharCode(byte));

function sentencesOf(text: Bytes): Bytes[] {
  const sentences: Bytes[] = [];
  let first = 0;
  text.forEach((byte, k) => {
    const isLast = k + 1 === text.length;
    if (!isLast && !(ENDS.includes(byte) && isSpace(text[k + 1]!))) return;
    sentences.push(text.subarray(first, k + 1));
    first = k + 1;
  });
  return sentences.filter((sentence) => sentence.some(isWord));
}

export const reference = rewardReference((rollout) => {
  const facts = rollout.facts().map((fact) => trimmed(fact, false));
  const sentences = sentencesOf(rollout.spanBytes('think'));
  const stated = sentences.filter((sentence) => facts.some((fact) => contains(sentence, fact)));
  return stated.length / Math.max(sentences.length, 1);
});
