// What: the gold answer in its wrapper as tokens, and which of them are the answer's.
// Source: IGPO, scrl/llm_agent/generation.py (run_llm_loop, pseudo_resps_with_gt): the tokens of the answer alone are averaged.
import type { PolicyTokenizer } from '../2-policy/types.ts';

/** Stands in a wrapper for the answer. */
export const PLACE = '{gold}';

export interface GoldText {
  /** Up to the last token of the answer. */
  readonly ids: Int32Array;
  /** The first token that holds bytes of the answer. */
  readonly first: number;
}

const size = (text: string) => new TextEncoder().encode(text).length;

/**
 * A token that a merge made of wrapper and answer counts as the answer's. Where the tokens are not the bytes of the text (a
 * character that the vocabulary has not), wrapper and answer are encoded apart.
 */
export function goldText({ encode, tokenBytes }: PolicyTokenizer, wrapper: string, gold: string): GoldText {
  const before = wrapper.slice(0, wrapper.indexOf(PLACE));
  const text = wrapper.replace(PLACE, () => gold);
  const ids = encode(text);
  let at = 0;
  const ends = Array.from(ids, (id) => (at += tokenBytes.offsets[id + 1]! - tokenBytes.offsets[id]!));
  if (at === size(text)) {
    const start = size(before);
    const last = ends.findIndex((own) => own >= start + size(gold));
    return { ids: ids.slice(0, last + 1), first: ends.findIndex((own) => own > start) };
  }
  const [lead, own] = [encode(before), encode(gold)];
  if (own.length === 0) throw new Error(`This model has no token for the answer '${gold}'; ask for another one.`);
  return { ids: Int32Array.of(...lead, ...own), first: lead.length };
}
