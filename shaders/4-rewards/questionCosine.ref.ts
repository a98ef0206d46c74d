// What: float64 twin of questionCosine.wgsl, by counts of words.
import { rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';
import { plainWords } from './plainWords.ref.ts';

export const reference = rewardReference((rollout) => {
  const texts = [rollout.spanBytes('rephrase'), rollout.truthTexts('question')[0] ?? new Uint8Array(0)];
  const [a, b] = texts.map((text) => {
    const counts = new Map<string, number>();
    for (const word of plainWords(textOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  }) as [Map<string, number>, Map<string, number>];
  const dot = (x: Map<string, number>, y: Map<string, number>) =>
    [...x].reduce((sum, [word, count]) => sum + count * (y.get(word) ?? 0), 0);
  return dot(a, b) === 0 ? 0 : dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
});
