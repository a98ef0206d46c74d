// What: how sure the policy was of the gold answer at the start of each turn, and what each turn changed.
// Formula: m_k = mean log p of the answer's tokens at the start of turn k; p_k = exp(m_k); gain of turn k = p_{k+1} − p_k. Gains
//   are differences of float64 numbers; the last turn, which answers, has none. They telescope: Σ_k gain_k = p_last − p_0.
// Units: m in nats, p and gains in probability. No epsilon, no clamp.
// Source: IGPO, scrl/llm_agent/generation.py (run_llm_loop: cur_prob − gt_probs).

export interface GoldGains {
  /** [turns] */
  readonly logProbs: readonly number[];
  /** [turns] e^logProb */
  readonly probabilities: readonly number[];
  /** [turns − 1] */
  readonly gains: readonly number[];
}

/** `scored`: log-probs of the answer's tokens at the start of each turn. */
export function goldGains(scored: readonly ArrayLike<number>[]): GoldGains {
  const logProbs = scored.map((tokens) => {
    let sum = 0;
    for (let i = 0; i < tokens.length; i++) sum += tokens[i]!;
    return sum / tokens.length;
  });
  const probabilities = logProbs.map(Math.exp);
  return { logProbs, probabilities, gains: probabilities.slice(1).map((next, k) => next - probabilities[k]!) };
}
