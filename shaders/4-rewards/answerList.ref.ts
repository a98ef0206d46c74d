// What: float64 twin of answerList.wgsl.
import { bytesEqualFolded, rewardReference, trimmed } from './prelude.ref.ts';
import type { Bytes } from './prelude.ref.ts';

const itemsOf = (text: Bytes) => {
  const items: Bytes[] = [];
  for (let first = 0; first < text.length;) {
    const comma = text.indexOf(44, first);
    const end = comma < 0 ? text.length : comma;
    items.push(trimmed(text.subarray(first, end), true));
    first = end + 1;
  }
  return items.filter((item) => item.length > 0);
};

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer() || !rollout.hasSpan('answer')) return 0;
  const truths = itemsOf(rollout.truthAnswer()).slice(0, 32);
  const items = itemsOf(rollout.spanBytes('answer'));
  const taken = new Set<number>();
  for (const item of items) {
    const index = truths.findIndex((own, k) => !taken.has(k) && bytesEqualFolded(own, item));
    if (index >= 0) taken.add(index);
  }
  if (truths.length === 0) return 0;
  if (rollout.knob('list_recall') > 0.5) return taken.size / truths.length;
  return (2 * taken.size) / (items.length + truths.length);
});
