// What: cross-entropy of an outcome against the sigmoid of a summed log-ratio, and its slope per token. One workgroup per rollout.
// Formula: x_r = beta·Σ_t mask·(log φ − log ref); p = 1/(1 + e^(−x)); nll_r = −o·max(log p, −100) − (1 − o)·max(log(1 − p), −100); L = Σ_r
// nll_r/rollouts; coef = dL/d log φ = mask·beta·(p − o)/rollouts. p is rounded to float32, as the authors' is: where it is 0 or 1 on
// the wrong side, the rollout costs 100 and its slope is 0.
// Shapes: logProbs, refLogProbs, mask, coef (R, T), outcome, sums, nll (R). Units: nats. sums = Σ_t mask·(log φ − log ref).
// Source: Implicit PRM (arXiv 2412.01981), ce_trainer.py, loss_fn; PRIME (arXiv 2502.01456), core_algos.py, compute_ce_dpo_loss_rm.
// Uses: common/dispatch, common/reduce

override WORKGROUP_SIZE: u32 = 64;

struct OutcomeCeParams {
  rollouts: u32,
  maxTokens: u32,
  beta: f32,
}

@group(0) @binding(0) var<uniform> params: OutcomeCeParams;
@group(0) @binding(1) var<storage, read> logProbs: array<f32>;
@group(0) @binding(2) var<storage, read> refLogProbs: array<f32>;
@group(0) @binding(3) var<storage, read> mask: array<f32>;
@group(0) @binding(4) var<storage, read> outcome: array<f32>;
@group(0) @binding(5) var<storage, read_write> coef: array<f32>;
@group(0) @binding(6) var<storage, read_write> sums: array<f32>;
@group(0) @binding(7) var<storage, read_write> nll: array<f32>;

// log(1 + e^x) without overflow.
fn softplus(x: f32) -> f32 { return max(x, 0.0) + log(1.0 + exp(-abs(x))); }

@compute @workgroup_size(WORKGROUP_SIZE)
fn outcomeCe(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let r = linearWorkgroup(wid, groups);
  if (r >= params.rollouts) { return; }
  let end = (r + 1u) * params.maxTokens;
  var total = 0.0;
  for (var i = r * params.maxTokens + lane; i < end; i += WORKGROUP_SIZE) {
    total += select(0.0, logProbs[i] - refLogProbs[i], mask[i] > 0.5);
  }
  let sum = workgroupSum(lane, total);
  let x = params.beta * sum;
  let o = outcome[r];
  // 1 − p rounds to 0 from 17.33 on, p itself to 0 below −103.97.
  let isOne = x > 17.328679;
  let isZero = x < -103.97208;
  let p = select(select(1.0 / (1.0 + exp(-max(x, -80.0))), 1.0, isOne), 0.0, x < -80.0);
  let slope = select(p - o, 0.0, isOne || isZero);
  for (var i = r * params.maxTokens + lane; i < end; i += WORKGROUP_SIZE) {
    coef[i] = select(0.0, params.beta * slope / f32(params.rollouts), mask[i] > 0.5);
  }
  if (lane == 0u) {
    sums[r] = sum;
    let costRight = select(min(softplus(-x), 100.0), 0.0, isOne);
    let costWrong = select(min(softplus(x), 100.0), 100.0, isOne);
    nll[r] = o * costRight + (1.0 - o) * costWrong;
  }
}
