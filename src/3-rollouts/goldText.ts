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

/** A token that a merge made of wrapper and answer counts as the answer's. */
export function goldText({ encode, tokenBytes }: PolicyTokenizer, wrapper: string, gold: string): GoldText {
  const [before] = wrapper.split(PLACE, 1);
  const size = (text: string) => new TextEncoder().encode(text).length;
  const start = size(before!);
  const end = start + size(gold);
  const text = wrapper.split(PLACE).join(gold);
  const ids = encode(text);
  let at = 0;
  const ends = Array.from(ids, (id) => (at += tokenBytes.offsets[id + 1]! - tokenBytes.offsets[id]!));
  const first = ends.findIndex((own) => own > start);
  const last = ends.findIndex((own) => own >= end);
  if (at !== size(text))
    throw new Error(`This model's tokens of '${text}' are not its bytes, so the answer's are not known.`);
  if (first < 0 || last < first) throw new Error(`The answer '${gold}' has no token in the wrapper '${wrapper}'.`);
  return { ids: ids.slice(0, last + 1), first };
}
