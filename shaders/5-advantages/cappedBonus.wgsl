// What: adds a bonus per token that is never more than a share of the advantage. One invocation per token.
// Formula: A + sign(u)·min(|A_cap|/beta, |alpha·u|).
// Shapes: advantages, capOf, bonus (u), shaped (N).
// Units: A as stage 5 gives it; u as the signal (nats for entropies and divergences). capOf = the advantages before any shaper, or the present ones.
// Source: VOGUE (arXiv 2510.01444v3, Eq. 1-2: u ≥ 0, cap of the original A); released code (ruiiu/DUPL, core_algos.py): a
// negative signal shrinks the advantage, the second bonus is capped by the advantage after the first.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct CappedBonusParams {
  count: u32,
  alpha: f32,
  beta: f32,
}

@group(0) @binding(0) var<uniform> params: CappedBonusParams;
@group(0) @binding(1) var<storage, read> advantages: array<f32>;
@group(0) @binding(2) var<storage, read> capOf: array<f32>;
@group(0) @binding(3) var<storage, read> bonus: array<f32>;
@group(0) @binding(4) var<storage, read_write> shaped: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn cappedBonus(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  shaped[i] = advantages[i] + sign(bonus[i]) * min(abs(capOf[i]) / params.beta, abs(params.alpha * bonus[i]));
}
