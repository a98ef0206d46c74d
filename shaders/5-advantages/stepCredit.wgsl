// What: the advantage of a token times the factor of its step, plus the bonus of its step. One invocation per token.
// Formula: shaped[r,t] = A[r,t]·factors[r,u] + bonuses[r,u], u = units[r,t] the step of the token; A[r,t] where it has none (−1).
// Shapes: advantages, units, shaped (R, T); factors, bonuses (R, U).
// Units: A and bonuses as stage 5 gives the advantages; factors 0…1.
// Source: SPAE (arXiv 2601.03823): A·f(Phi) + xi·g(dPhi).
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct StepCreditParams {
  rollouts: u32,
  maxTokens: u32,
  unitCount: u32,
}

@group(0) @binding(0) var<uniform> params: StepCreditParams;
@group(0) @binding(1) var<storage, read> advantages: array<f32>;
@group(0) @binding(2) var<storage, read> units: array<i32>;
@group(0) @binding(3) var<storage, read> factors: array<f32>;
@group(0) @binding(4) var<storage, read> bonuses: array<f32>;
@group(0) @binding(5) var<storage, read_write> shaped: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn stepCredit(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.rollouts * params.maxTokens) { return; }
  let unit = units[i];
  let at = (i / params.maxTokens) * params.unitCount + u32(max(unit, 0));
  shaped[i] = select(advantages[i], advantages[i] * factors[at] + bonuses[at], unit >= 0);
}
