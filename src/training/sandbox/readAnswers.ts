// What: scored completions as the page shows them: the text in pieces by span, the boxes, what each reward pays.
import type { PolicyTokenizer } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import { rewardsOf } from '../step/rolloutViews.ts';
import type { ScoredCompletions } from '../step/scoreCompletions.ts';
import type { ReadAnswer } from './sandboxTypes.ts';

type Spans = Pick<ScoredCompletions, 'tokenSpans' | 'spanNames'>;

/** Neighbouring tokens that lie in the same spans are one piece. */
function piecesOf({ decode }: PolicyTokenizer, { tokens, lengths, maxTokens }: Rollouts, spans: Spans, r: number) {
  const bitsAt = (t: number) => spans.tokenSpans[r * maxTokens + t]! & ~1; // bit 0: the completion
  const pieces: ReadAnswer['pieces'][number][] = [];
  for (let start = 0, t = 1; t <= lengths[r]!; t++) {
    if (t < lengths[r]! && bitsAt(t) === bitsAt(start)) continue;
    const bits = bitsAt(start);
    const text = decode(tokens.subarray(r * maxTokens + start, r * maxTokens + t));
    const names = spans.spanNames.filter((name, s) => name !== '' && (bits >> s) & 1);
    if (text !== '') pieces.push({ text, spans: names });
    start = t;
  }
  return pieces;
}

export function readAnswer(
  tokenizer: PolicyTokenizer,
  rollouts: Rollouts,
  scored: Pick<ScoredCompletions, 'table' | 'found'> & Spans,
  r: number,
  from: ReadAnswer['from'],
): ReadAnswer {
  const { boxes, spans } = scored.found[r]!;
  return {
    from,
    text: rollouts.texts[r]!,
    pieces: piecesOf(tokenizer, rollouts, scored, r),
    tokens: rollouts.lengths[r]!,
    boxes,
    spans,
    rewards: rewardsOf(scored.table, r),
    reward: scored.table.reward[r]!,
  };
}
