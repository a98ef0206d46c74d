// What: how far apart two next-token distributions are, counted both ways. One workgroup per row.
// Formula: ½·(KL(p‖q) + KL(q‖p)) = ½·Σ_v (p_v − q_v)·(log p_v − log q_v); p, q = softmax(logits / τ) over the full vocabulary (τ = 0: at
// τ = 1).
// Shapes: logits, otherLogits (rows, vocabSize), divergences (rows). Units: nats; every summand is ≥ 0.
// Source: VOGUE (arXiv 2510.01444v3), section 2: visual uncertainty u_per.
// Uses: common/dispatch, common/reduce

override WORKGROUP_SIZE: u32 = 64; // software adapters: 16

struct SymmetricKlParams {
  rows: u32,
  vocabSize: u32,
  temperature: f32,
}

@group(0) @binding(0) var<uniform> params: SymmetricKlParams;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> otherLogits: array<f32>;
@group(0) @binding(3) var<storage, read_write> divergences: array<f32>;

// A forbidden token (−∞) has the probability 0 in both, and no share.
fn held(x: f32) -> f32 {
  return max(x, -1e30);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn symmetricKl(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let r = linearWorkgroup(wid, groups);
  if (r >= params.rows) { return; }
  let start = r * params.vocabSize;
  let tau = select(params.temperature, 1.0, params.temperature == 0.0);
  var best = -3e38f;
  var otherBest = -3e38f;
  for (var v = lane; v < params.vocabSize; v += WORKGROUP_SIZE) {
    best = max(best, held(logits[start + v]));
    otherBest = max(otherBest, held(otherLogits[start + v]));
  }
  let peak = workgroupMax(lane, best);
  let otherPeak = workgroupMax(lane, otherBest);
  var sum = 0.0;
  var otherSum = 0.0;
  for (var v = lane; v < params.vocabSize; v += WORKGROUP_SIZE) {
    sum += exp((held(logits[start + v]) - peak) / tau);
    otherSum += exp((held(otherLogits[start + v]) - otherPeak) / tau);
  }
  let logSum = log(workgroupSum(lane, sum));
  let otherLogSum = log(workgroupSum(lane, otherSum));
  var total = 0.0;
  for (var v = lane; v < params.vocabSize; v += WORKGROUP_SIZE) {
    let logP = (held(logits[start + v]) - peak) / tau - logSum;
    let logQ = (held(otherLogits[start + v]) - otherPeak) / tau - otherLogSum;
    let gap = exp(logP) - exp(logQ);
    total += select(0.0, gap * (logP - logQ), gap != 0.0);
  }
  let divergence = 0.5 * workgroupSum(lane, total);
  if (lane == 0u) { divergences[r] = divergence; }
}
