// What: float64 twin of captionSimilarity.wgsl.
import { bleu, MAX_WORDS, rougeL, stemsOf, wordsOf } from './captionText.ref.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import type { Bytes } from './prelude.ref.ts';

const textOf = (bytes: Bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).toLowerCase();

export const reference = rewardReference((rollout) => {
  if (!rollout.hasSpan('caption')) return 0;
  const share = rollout.knob('bleu_share');
  const said = textOf(rollout.spanBytes('caption')).replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '');
  let best = 0;
  for (const bytes of rollout.truthTexts('captions')) {
    const known = textOf(bytes);
    const words = [wordsOf(known), wordsOf(said)] as const;
    const stems = [known, said].map((text) => stemsOf(text).map(({ stem }) => stem)) as [string[], string[]];
    if ([...words, ...stems].some((list) => list.length > MAX_WORDS)) return NOT_SCORABLE;
    best = Math.max(best, share * bleu(...words) + (1 - share) * rougeL(...stems));
  }
  return best;
});
