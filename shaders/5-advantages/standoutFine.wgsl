// What: the tokens of a rollout in which a score stands out cost something: they and all tokens in front of them. One invocation per rollout.
// Formula: s = the score, 0 on tokens that do not count, padding among them; n = ((s − m)/(max s − m))^power on tokens that count, else 0; m = the
// second smallest of the different values in the row, so the least score where there is padding. kept = n where n > threshold (threshold ≤ 0:
// everywhere), else 0; if at least `most` > 0 of them are not 0 and the row is as long, only the `most` largest stay, the earlier of equals.
// fines = −coef·kept; A_t + Σ_{j ≥ t} fines_j. Where all scores are equal n is 0. A negative base to a power that is no whole number is 0.
// Shapes: signal, mask, advantages, normalised, kept, fines, shaped (R, T). Units: advantage; the score only by its order and gaps in a rollout.
// Source: Jinghaoleven/RLFR, openrlhf/openrlhf/models/utils.py: normalize_flow_score, get_row_min, postprocess_flow_score, compute_reward.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct StandoutFineParams {
  rollouts: u32,
  maxTokens: u32,
  coef: f32,
  threshold: f32,
  most: u32,
  power: f32,
}

@group(0) @binding(0) var<uniform> params: StandoutFineParams;
@group(0) @binding(1) var<storage, read> signal: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<f32>;
@group(0) @binding(3) var<storage, read> advantages: array<f32>;
@group(0) @binding(4) var<storage, read_write> normalised: array<f32>;
@group(0) @binding(5) var<storage, read_write> kept: array<f32>;
@group(0) @binding(6) var<storage, read_write> fines: array<f32>;
@group(0) @binding(7) var<storage, read_write> shaped: array<f32>;

fn scoreAt(i: u32) -> f32 { return select(0.0, signal[i], mask[i] > 0.5); }

fn raised(x: f32) -> f32 {
  let size = pow(abs(x), params.power);
  if (params.power == 1.0 || x >= 0.0) { return select(size, x, params.power == 1.0); }
  if (params.power != floor(params.power)) { return 0.0; }
  return select(size, -size, (u32(abs(params.power)) & 1u) == 1u);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn standoutFine(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let first = r * params.maxTokens;
  let end = first + params.maxTokens;
  var least = scoreAt(first);
  var top = least;
  for (var i = first; i < end; i++) {
    least = min(least, scoreAt(i));
    top = max(top, scoreAt(i));
  }
  var second = top;
  for (var i = first; i < end; i++) {
    if (scoreAt(i) > least) { second = min(second, scoreAt(i)); }
  }
  var count = 0u;
  for (var i = first; i < end; i++) {
    var own = 0.0;
    if (mask[i] > 0.5 && top > second) { own = raised((signal[i] - second) / (top - second)); }
    normalised[i] = own;
    let stays = select(0.0, own, params.threshold <= 0.0 || own > params.threshold);
    kept[i] = stays;
    count += select(0u, 1u, stays != 0.0);
  }
  let isCut = params.most > 0u && count >= params.most && params.maxTokens >= params.most;
  var later = 0.0;
  for (var back = 0u; back < params.maxTokens; back++) {
    let i = end - 1u - back;
    var ahead = 0u;
    for (var j = first; j < end && isCut; j++) {
      let value = select(0.0, normalised[j], params.threshold <= 0.0 || normalised[j] > params.threshold);
      let own = select(0.0, normalised[i], params.threshold <= 0.0 || normalised[i] > params.threshold);
      ahead += select(0u, 1u, value > own || (value == own && j < i));
    }
    if (isCut && ahead >= params.most) { kept[i] = 0.0; }
    fines[i] = -params.coef * kept[i];
    later += fines[i];
    shaped[i] = advantages[i] + select(0.0, later, mask[i] > 0.5);
  }
}
