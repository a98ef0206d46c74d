// What: what a rollout earns from each unit on. One invocation per rollout.
// Formula: G_u = v_u + gamma·G_{u+1}, from the last unit back; units that the rollout has not (state 0) are passed over and
// get 0. A unit with state 2 has a gap behind it: with stopAtGaps = 1 nothing flows over it. State 3 is the gap itself where
// tokens are the units: with stopAtGaps = 1 it has the return of what follows, which only statistics by position read.
// Shapes: values, states, returns (R, U).
// Units: those of the values; gamma in [0, 1].
// Source: MatchTIR (lambda 0.9 over turns); IGPO, compute_grpo_outcome_advantage (gamma 1, stops at masked tokens); PRIME
// (gamma 1 over tokens).
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct UnitReturnsParams {
  rollouts: u32,
  units: u32,
  stopAtGaps: u32,
  gamma: f32,
}

@group(0) @binding(0) var<uniform> params: UnitReturnsParams;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> states: array<u32>;
@group(0) @binding(3) var<storage, read_write> returns: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn unitReturns(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  var later = 0.0;
  for (var back = 1u; back <= params.units; back++) {
    let at = (r + 1u) * params.units - back;
    if (states[at] == 3u && params.stopAtGaps == 1u) {
      returns[at] = values[at] + params.gamma * later;
      later = 0.0;
      continue;
    }
    if (states[at] == 0u || states[at] == 3u) {
      returns[at] = 0.0;
      continue;
    }
    if (states[at] == 2u && params.stopAtGaps == 1u) { later = 0.0; }
    later = values[at] + params.gamma * later;
    returns[at] = later;
  }
}
