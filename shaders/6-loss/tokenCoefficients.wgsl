// What: terms of the tokens → dL/dlog π and dL/dH of every token, and the sums of each completion. One workgroup a rollout.
// Formula: L = Σ w·loss − entropyCoef·mean H. w = mask/(normaliser·T_i) with perSequence (grpo; normaliser = R), else
// mask/normaliser (bnpo, dapo, cispo: tokens of the batch; dr_grpo: R·max_completion_length). Token ratio: coef = w·(dL/dlogRatio
// + dL/dlog π). Sequence ratio: Σ w·dL/dlogRatio of the completion goes to its tokens in equal parts, mask/T_i.
// coefEntropy = −entropyCoef·mask·policyMask/entropyTokens, entropyTokens = Σ mask·policyMask over the batch.
// Shapes: terms (R, T, 6), mask, policyMask, entropies, coef, coefEntropy (R, T), sums (R, 6) = Σ w·loss, and Σ mask· of KL,
// entropy, clipped low, clipped high, policyMask·entropy.
// Units: T_i = Σ mask, at least 1. Padding gets 0.
// Source: TRL 1.16, _compute_loss; GSPO (arXiv 2507.18071), equation 10; Dr. GRPO (arXiv 2503.20783).
// Uses: common/dispatch, common/reduce

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

// Σ over the tokens of the rollout that count; which = column of terms, 6 = entropy, 7 = policyMask·entropy, 8 = 1.
fn sumOf(lane: u32, start: u32, which: u32) -> f32 {
  var total = 0.0;
  for (var i = start + lane; i < start + params.maxTokens; i += WORKGROUP_SIZE) {
    if (mask[i] < 0.5) { continue; }
    if (which < 6u) { total += terms[6u * i + which]; }
    if (which == 6u) { total += entropies[i]; }
    if (which == 7u) { total += policyMask[i] * entropies[i]; }
    if (which == 8u) { total += 1.0; }
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
  let tokens = max(sumOf(lane, start, 8u), 1.0);
  let weight = 1.0 / (params.normaliser * select(1.0, tokens, params.perSequence == 1u));
  let losses = sumOf(lane, start, 0u);
  let ratioSlopes = sumOf(lane, start, 1u);
  for (var i = start + lane; i < start + params.maxTokens; i += WORKGROUP_SIZE) {
    let counts = mask[i] > 0.5;
    let ratioSlope = select(terms[6u * i + 1u], ratioSlopes / tokens, params.isSequence == 1u);
    coef[i] = select(0.0, weight * (ratioSlope + terms[6u * i + 2u]), counts);
    coefEntropy[i] = select(0.0, -params.entropyCoef * policyMask[i] / params.entropyTokens, counts);
  }
  let kl = sumOf(lane, start, 3u);
  let low = sumOf(lane, start, 4u);
  let high = sumOf(lane, start, 5u);
  let entropy = sumOf(lane, start, 6u);
  let policyEntropy = sumOf(lane, start, 7u);
  if (lane == 0u) {
    sums[6u * r] = weight * losses;
    sums[6u * r + 1u] = kl;
    sums[6u * r + 2u] = entropy;
    // A sequence has one ratio: clipped or not, whatever its length.
    sums[6u * r + 3u] = select(low, terms[6u * start + 4u], params.isSequence == 1u);
    sums[6u * r + 4u] = select(high, terms[6u * start + 5u], params.isSequence == 1u);
    sums[6u * r + 5u] = policyEntropy;
  }
}
