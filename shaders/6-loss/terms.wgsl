// What: what the kernels of all losses share: the advantage of a token, policyMask, the KL, and writing the columns of `terms`.
// Formula: L = policyMask·loss + β·KL (·ρ where klTimesRatio). The KL stays on tokens that policyMask leaves out, as in TRL. It is
// held within ±klMax (0 = off), with slope 0 there, as in verl; its log-ratio within ±gap where the kernel says so (0 = off), likewise.
// Shapes: of the kernel: params (count = R·T, maxTokens, advantagePerToken, beta, klEstimator, klTimesRatio, klMax), newLogProbs,
// refLogProbs, logRatios, policyMask (R, T), advantages (R) or (R, T), terms (R, T, 6). Padding holds numbers that nobody reads.
// Source: TRL 1.16, _compute_loss.

struct PolicyTerm {
  loss: f32,
  ratioSlope: f32,
  logProbSlope: f32,
  low: f32,
  high: f32,
}

fn advantageAt(i: u32) -> f32 { return advantages[select(i / params.maxTokens, i, params.advantagePerToken == 1u)]; }

fn flag(is: bool) -> f32 { return select(0.0, 1.0, is); }

/// For losses of single tokens.
fn weighted(i: u32, term: PolicyTerm) -> PolicyTerm {
  let weight = policyMask[i];
  return PolicyTerm(term.loss * weight, term.ratioSlope * weight, term.logProbSlope * weight, term.low, term.high);
}

fn writeTerms(i: u32, ratio: f32, term: PolicyTerm) { writeTermsWithin(i, ratio, term, 0.0); }

fn writeTermsWithin(i: u32, ratio: f32, term: PolicyTerm, gap: f32) {
  var loss = term.loss;
  var ratioSlope = term.ratioSlope;
  var logProbSlope = term.logProbSlope;
  var kl = 0.0;
  if (params.klEstimator > 0u) {
    let whole = clamp(refLogProbs[i] - newLogProbs[i], -60.0, 60.0);
    let isFar = gap > 0.0 && abs(whole) > gap;
    let x = select(whole, clamp(whole, -gap, gap), isFar);
    let weight = select(1.0, ratio, params.klTimesRatio == 1u);
    let plain = klOf(params.klEstimator, x);
    let isOver = params.klMax > 0.0 && abs(plain) > params.klMax;
    kl = weight * select(plain, clamp(plain, -params.klMax, params.klMax), isOver);
    loss += params.beta * kl;
    ratioSlope += select(0.0, params.beta * kl, params.klTimesRatio == 1u);
    logProbSlope += params.beta * weight * select(klSlope(params.klEstimator, x), 0.0, isOver || isFar);
  }
  let at = TERM_COUNT * i;
  terms[at + TERM_LOSS] = loss;
  terms[at + TERM_RATIO_SLOPE] = ratioSlope;
  terms[at + TERM_LOG_PROB_SLOPE] = logProbSlope;
  terms[at + TERM_KL] = kl;
  terms[at + TERM_LOW] = term.low;
  terms[at + TERM_HIGH] = term.high;
}
