// What: how much the completion depends on what the damaged view hides: KL between the clean and the damaged view.
// Formula: mean over the tokens of d = k3 = e^x − x − 1 or k1 = −x, x = log p(token | view) − log p(token | clean), |x| ≤ 10;
// value = min(max(mean, 0), divergence_cap)/divergence_cap.
// Shapes: column (R). Units: 0…1; the cap in nats per token. 0 for an empty completion.
// Source: implicit perception term of PAPO (arXiv 2507.06448); k1 and k3: Schulman 2020, "Approximating KL divergence".
// Reward: viewDivergence
// Range: [0, 1]
// Knob: divergence_cap = 1, 0.001, 100, mean divergence in nats that gives the full reward
// Knob: divergence_k1 = 0, 0, 1, use the plain log ratio instead of k3
// Needs: mask, logProb, view/logProb
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct ViewDivergenceParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  divergence_cap: f32,
  divergence_k1: f32,
}

@group(0) @binding(0) var<uniform> params: ViewDivergenceParams;

// e^x − x − 1, by its series where the difference would cancel.
fn k3Of(x: f32) -> f32 {
  if (abs(x) > 0.25) { return exp(x) - x - 1.0; }
  return x * x * (0.5 + x * (0.16666667 + x * (0.041666667 + x * (0.0083333333 + x * (0.0013888889 + x * 0.00019841270)))));
}

fn divergence(r: u32) -> f32 {
  var total = 0.0;
  var count = 0.0;
  for (var t = 0u; t < params.maxTokens; t++) {
    if (tokenSignal(SIGNAL_MASK, r, t) < 0.5) { continue; }
    let x = clamp(tokenSignal(SIGNAL_VIEW_LOG_PROB, r, t) - tokenSignal(SIGNAL_LOG_PROB, r, t), -10.0, 10.0);
    total += select(k3Of(x), -x, params.divergence_k1 > 0.5);
    count += 1.0;
  }
  return clamp(total / max(count, 1.0), 0.0, params.divergence_cap) / params.divergence_cap;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn viewDivergence(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = divergence(r);
}
