// What: log importance ratio of every token, its own or that of its whole completion. One workgroup per rollout.
// Formula: token: log ρ_t = log π_θ(t) − log π_old(t); sequence (GSPO): the mean of these over the completion, for each token.
// Shapes: newLogProbs, oldLogProbs, mask, logRatios (R, T). Padding: 0 (token), the mean (sequence).
// Units: nats, held within ±60.
// Source: GSPO (arXiv 2507.18071), equation 7; TRL 1.16, importance_sampling_level.
// Uses: common/dispatch, common/reduce

override WORKGROUP_SIZE: u32 = 64;

struct LogRatioParams {
  rollouts: u32,
  maxTokens: u32,
  isSequence: u32,
}

@group(0) @binding(0) var<uniform> params: LogRatioParams;
@group(0) @binding(1) var<storage, read> newLogProbs: array<f32>;
@group(0) @binding(2) var<storage, read> oldLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> mask: array<f32>;
@group(0) @binding(4) var<storage, read_write> logRatios: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn logRatio(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let r = linearWorkgroup(wid, groups);
  if (r >= params.rollouts) { return; }
  let start = r * params.maxTokens;
  let end = start + params.maxTokens;
  var total = 0.0;
  var count = 0.0;
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) {
    let own = select(0.0, newLogProbs[i] - oldLogProbs[i], mask[i] > 0.5);
    if (params.isSequence == 0u) { logRatios[i] = clamp(own, -60.0, 60.0); }
    total += own;
    count += select(0.0, 1.0, mask[i] > 0.5);
  }
  let sum = workgroupSum(lane, total);
  let tokens = workgroupSum(lane, count);
  if (params.isSequence == 0u) { return; }
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) { logRatios[i] = clamp(sum / max(tokens, 1.0), -60.0, 60.0); }
}
