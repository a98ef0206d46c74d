// What: each token pays for the drift from a reference that is still to come in its rollout. One invocation per rollout.
// Formula: d_t = (log π(o_t) − log π_ref(o_t))·mask_t; future_t = Σ_{j ≥ t} d_j; v_t = A_t·mask_t − beta·future_t.
//   stepLength 0: shaped_t = v_t·mask_t. stepLength n: the tokens of a step share the value of its last token: v is kept
//   where n divides t + 1 and mask_t = 1, and at position Σ mask − 1; every position takes the next kept value that is not 0, at
//   or to the right of it; 0 where there is none.
// Shapes: advantages, logProbs, refLogProbs, mask, future, shaped (R, T).
// Units: log-probs and future in nats; A as stage 5 gives it, beta in advantage per nat. No mean, no epsilon.
// Source: PRL (arXiv 2601.10201v2); MaxwellJryao/Process-Reward-Learning, verl/trainer/ppo/core_algos.py
//   (compute_prm_outcome_advantage, left_fill_by_next_nonzero).
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct FutureLogRatioParams {
  rollouts: u32,
  maxTokens: u32,
  stepLength: u32,
  beta: f32,
}

@group(0) @binding(0) var<uniform> params: FutureLogRatioParams;
@group(0) @binding(1) var<storage, read> advantages: array<f32>;
@group(0) @binding(2) var<storage, read> logProbs: array<f32>;
@group(0) @binding(3) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(4) var<storage, read> mask: array<f32>;
@group(0) @binding(5) var<storage, read_write> future: array<f32>;
@group(0) @binding(6) var<storage, read_write> shaped: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn futureLogRatio(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let row = r * params.maxTokens;
  var count = 0u;
  for (var t = 0u; t < params.maxTokens; t++) { count += u32(mask[row + t] > 0.5); }
  var sum = 0.0;
  var kept = 0.0;
  for (var end = params.maxTokens; end > 0u; end--) {
    let i = row + end - 1u;
    let own = mask[i] > 0.5;
    if (own) { sum += logProbs[i] - refLogProbs[i]; }
    let value = select(0.0, advantages[i], own) - params.beta * sum;
    future[i] = sum;
    if (params.stepLength == 0u) {
      shaped[i] = select(0.0, value, own);
      continue;
    }
    let isEnd = (own && end % params.stepLength == 0u) || end == count;
    if (isEnd && value != 0.0) { kept = value; }
    shaped[i] = kept;
  }
}
