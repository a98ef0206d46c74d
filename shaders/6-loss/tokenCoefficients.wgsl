// What: terms of the tokens → dL/dlog π and dL/dH of every token, and the sums of each completion. One workgroup per rollout.
// Formula: L = Σ w·loss − entropyCoef·mean H. w = mask/(normaliser·T_i) with perSequence (as grpo; normaliser = R), else
// mask/normaliser (of the loss_type: src/6-loss/normalisers.ts). Token ratio: coef = w·(dL/dlogRatio
// + dL/dlog π). Sequence ratio: Σ w·dL/dlogRatio of the completion goes to its tokens in equal parts, mask/T_i.
// coefEntropy = −entropyCoef·mask·policyMask/entropyTokens, entropyTokens = Σ mask·policyMask over the batch.
// Shapes: terms (R, T, 6), mask, policyMask, entropies, coef, coefEntropy (R, T), sums (R, 6): columns in 6-loss/columns. SUM_LOSS
// is Σ w·loss, the others are Σ mask· their column. policyMask weighs entropies here; terms are weighted already.
// Units: T_i = Σ mask, at least 1. Padding gets 0.
// Source: TRL 1.16, _compute_loss; GSPO (arXiv 2507.18071), equation 10; Dr. GRPO (arXiv 2503.20783).
// Uses: common/dispatch, common/reduce, 6-loss/columns

override WORKGROUP_SIZE: u32 = 64;

struct TokenCoefficientsParams {
  rollouts: u32,
  maxTokens: u32,
  isSequence: u32,
  perSequence: u32,
  normaliser: f32,
  entropyCoef: f32,
  entropyTokens: f32,
}

@group(0) @binding(0) var<uniform> params: TokenCoefficientsParams;
@group(0) @binding(1) var<storage, read> terms: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<f32>;
@group(0) @binding(3) var<storage, read> policyMask: array<f32>;
@group(0) @binding(4) var<storage, read> entropies: array<f32>;
@group(0) @binding(5) var<storage, read_write> coef: array<f32>;
@group(0) @binding(6) var<storage, read_write> coefEntropy: array<f32>;
@group(0) @binding(7) var<storage, read_write> sums: array<f32>;

const ENTROPY = TERM_COUNT;
const POLICY_ENTROPY = TERM_COUNT + 1u;
const ONE = TERM_COUNT + 2u;

// Σ over the tokens of the rollout that count; which = a column of terms, or one of the three above.
fn sumOf(lane: u32, start: u32, which: u32) -> f32 {
  var total = 0.0;
  for (var i = start + lane; i < start + params.maxTokens; i += WORKGROUP_SIZE) {
    if (mask[i] < 0.5) { continue; }
    if (which < TERM_COUNT) { total += terms[TERM_COUNT * i + which]; }
    if (which == ENTROPY) { total += entropies[i]; }
    if (which == POLICY_ENTROPY) { total += policyMask[i] * entropies[i]; }
    if (which == ONE) { total += 1.0; }
  }
  return workgroupSum(lane, total);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn tokenCoefficients(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let r = linearWorkgroup(wid, groups);
  if (r >= params.rollouts) { return; }
  let start = r * params.maxTokens;
  let tokens = max(sumOf(lane, start, ONE), 1.0);
  let weight = 1.0 / (params.normaliser * select(1.0, tokens, params.perSequence == 1u));
  let losses = sumOf(lane, start, TERM_LOSS);
  let ratioSlopes = sumOf(lane, start, TERM_RATIO_SLOPE);
  for (var i = start + lane; i < start + params.maxTokens; i += WORKGROUP_SIZE) {
    let counts = mask[i] > 0.5;
    let ratioSlope = select(terms[TERM_COUNT * i + TERM_RATIO_SLOPE], ratioSlopes / tokens, params.isSequence == 1u);
    coef[i] = select(0.0, weight * (ratioSlope + terms[TERM_COUNT * i + TERM_LOG_PROB_SLOPE]), counts);
    coefEntropy[i] = select(0.0, -params.entropyCoef * policyMask[i] / params.entropyTokens, counts);
  }
  let kl = sumOf(lane, start, TERM_KL);
  let low = sumOf(lane, start, TERM_LOW);
  let high = sumOf(lane, start, TERM_HIGH);
  let entropy = sumOf(lane, start, ENTROPY);
  let policyEntropy = sumOf(lane, start, POLICY_ENTROPY);
  if (lane == 0u) {
    let at = SUM_COUNT * r;
    sums[at + SUM_LOSS] = weight * losses;
    sums[at + SUM_KL] = kl;
    sums[at + SUM_ENTROPY] = entropy;
    // A sequence has one ratio: clipped or not, whatever its length.
    sums[at + SUM_LOW] = select(low, terms[TERM_COUNT * start + TERM_LOW], params.isSequence == 1u);
    sums[at + SUM_HIGH] = select(high, terms[TERM_COUNT * start + TERM_HIGH], params.isSequence == 1u);
    sums[at + SUM_POLICY_ENTROPY] = policyEntropy;
  }
}
