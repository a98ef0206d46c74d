// What: a reward for right answers that falls with their length, and a fine for wrong ones that does the same.
// Formula: long + ½·(short − long)·(1 + cos(π·min(tokens/L, 1))), with the pair right_short, right_long where the answer is right
// (signal ≥ 1), else wrong_short, wrong_long. L = longest, or max_completion_length where that is 0.
// Shapes: column (R). Units: those of the four values.
// Source: TRL f2cd577, other_rewards.py: get_cosine_scaled_reward; arXiv 2502.03373.
// Reward: cosineLength
// Range: [-1000, 1000]
// Knob: right_short = 1, -1000, 1000, a right answer without any token
// Knob: right_long = 0.5, -1000, 1000, a right answer of the longest length
// Knob: wrong_short = -1, -1000, 1000, a wrong answer without any token
// Knob: wrong_long = -0.5, -1000, 1000, a wrong answer of the longest length
// Knob: longest = 0, 0, 1000000, tokens; 0 = max_completion_length
// Signal: right = reward/answerFolded
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct CosineLengthParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  right_short: f32,
  right_long: f32,
  wrong_short: f32,
  wrong_long: f32,
  longest: f32,
}

@group(0) @binding(0) var<uniform> params: CosineLengthParams;

// cos(π·share), share in 0…1, by its series on the half that it is odd around: WGSL's cos is good to three digits only.
fn cosineOf(share: f32) -> f32 {
  let x = 3.14159265 * min(share, 1.0 - share);
  let y = x * x;
  let near = 1.0 - y / 2.0 * (1.0 - y / 12.0 * (1.0 - y / 30.0 * (1.0 - y / 56.0 * (1.0 - y / 90.0 * (1.0 - y / 132.0)))));
  return select(near, -near, share > 0.5);
}

fn cosineScore(r: u32) -> f32 {
  let most = select(params.longest, f32(params.maxTokens), params.longest < 1.0);
  let share = min(f32(tokenCount(r)) / most, 1.0);
  let isRight = rolloutSignal(SIGNAL_RIGHT, r) >= 1.0;
  let ends = select(vec2f(params.wrong_short, params.wrong_long), vec2f(params.right_short, params.right_long), isRight);
  return ends.y + 0.5 * (ends.x - ends.y) * (1.0 + cosineOf(share));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn cosineLength(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = cosineScore(r);
}
