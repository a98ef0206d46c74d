// What: float64 twin of pageSelection.wgsl.
import { completionOf } from './namedBlock.ref.ts';
import { blocksIn, candidatesOf, pageFacts, pageName } from './pageTrace.ref.ts';
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const text = completionOf(rollout);
  const searches = candidatesOf(text);
  const taken = blocksIn(text, 'select').map(pageName);
  const { wanted } = pageFacts(rollout);
  const right = searches.filter((pages, k) => {
    const target = pages.find((page) => wanted.includes(page)) ?? pages[0];
    return target !== undefined && taken[k] === target;
  });
  return right.length / Math.max(searches.length, 1);
});
