// What: the loss that pushes a pass away from another view's (PAPO), with its gradient. One workgroup per rollout.
// Formula: k_t = w_r·k3(x), x = log p_view − log p, k3 as in common/k3. Where rank_r ≥ 0 a token keeps its k_t only if k_t ≥ q, others
// have 0: q lies at place rank_r (from 0) of the sorted k of the tokens that count, between two of them linearly; then k_t at
// most `clip` (0 = off). L = −strength·Σ mask·k_t / divisor_r. coef = dL/d log p = strength·w_r·mask·(e^x − 1)/divisor_r, exactly 0
// where k3 > 10, |x| > 20, k_t was dropped, or k_t > clip. (dL/d log p_view = −coef.) Denominators count every token.
// Shapes: viewLogProbs, logProbs, mask, kept, coef (R, T), ofRollout (R, 3) = w, divisor, rank; sums (R, 2) = Σ mask·k_t, tokens with
// a gradient. kept is not multiplied by the mask. Units: nats.
// Source: PAPO (arXiv 2507.06448), implicit perception loss; MikeWangWZHL/PAPO, dp_actor.py, update_policy; torch.quantile (linear).
// Uses: common/dispatch, common/reduce, common/k3, 6-loss/kl

override WORKGROUP_SIZE: u32 = 64;

struct DivergenceLossParams {
  rollouts: u32,
  maxTokens: u32,
  strength: f32,
  clip: f32,
}

@group(0) @binding(0) var<uniform> params: DivergenceLossParams;
@group(0) @binding(1) var<storage, read> viewLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> logProbs: array<f32>;
@group(0) @binding(3) var<storage, read> mask: array<f32>;
@group(0) @binding(4) var<storage, read> ofRollout: array<f32>;
@group(0) @binding(5) var<storage, read_write> kept: array<f32>;
@group(0) @binding(6) var<storage, read_write> coef: array<f32>;
@group(0) @binding(7) var<storage, read_write> sums: array<f32>;

const NONE = -3e38;

// Tokens that count and whose k is at most that of token i; `kept` still holds all of them.
fn atMost(i: u32, start: u32, end: u32) -> f32 {
  var count = 0.0;
  for (var j = start; j < end; j++) { count += select(0.0, 1.0, mask[j] > 0.5 && kept[j] <= kept[i]); }
  return count;
}

// The k at whole place `rank` of the sorted ones: the least that has rank others at or below it. 3e38 where no token counts.
fn ranked(rank: f32, start: u32, end: u32, lane: u32) -> f32 {
  var best = NONE;
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) {
    if (rank >= 0.0 && mask[i] > 0.5 && atMost(i, start, end) > rank) { best = max(best, -kept[i]); }
  }
  return -workgroupMax(lane, best);
}

// d k3/dx where the clamps leave a slope.
fn slopeOf(x: f32) -> f32 {
  let isInside = abs(x) <= K3_LOG_RATIO_MAX && klOf(3u, x) <= K3_MAX;
  return select(0.0, -klSlope(3u, x), isInside);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn divergenceLoss(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let r = linearWorkgroup(wid, groups);
  if (r >= params.rollouts) { return; }
  let start = r * params.maxTokens;
  let end = start + params.maxTokens;
  let weight = ofRollout[3u * r];
  let divisor = ofRollout[3u * r + 1u];
  let rank = ofRollout[3u * r + 2u];
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) { kept[i] = weight * k3InSteps(viewLogProbs[i] - logProbs[i]); }
  storageBarrier();
  let low = ranked(floor(rank), start, end, lane);
  let high = ranked(ceil(rank), start, end, lane);
  let quantile = select(low + fract(rank) * (high - low), NONE, rank < 0.0);
  var total = 0.0;
  var live = 0.0;
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) {
    let isOver = params.clip > 0.0 && kept[i] > params.clip;
    let isDropped = kept[i] < quantile;
    let value = select(select(kept[i], params.clip, isOver), 0.0, isDropped);
    let slope = select(slopeOf(viewLogProbs[i] - logProbs[i]), 0.0, isOver || isDropped || mask[i] < 0.5);
    kept[i] = value;
    coef[i] = params.strength * weight * slope / divisor;
    total += select(0.0, value, mask[i] > 0.5);
    live += select(0.0, 1.0, slope != 0.0);
  }
  let sum = workgroupSum(lane, total);
  let tokens = workgroupSum(lane, live);
  if (lane == 0u) {
    sums[2u * r] = sum;
    sums[2u * r + 1u] = tokens;
  }
}
