// What: what thinking more or less than others costs or earns: little thought is wanted where it is easy, and much where it is hard.
// Formula: d = count − target; m = max(1, f·max(target, 1)); cap = alpha·(1, 1, 1.2). Easy and right: −cap·min(1, huber(d − m)/(m + k)); medium
// and right: the same of |d| − m. Easy or medium and wrong: cap·sigmoid(max(d − m, 0)/T)·(0.6, 0.8). Hard and right: cap·sigmoid((d + m)/T)
// where d ≥ −m, else −cap·min(1, huber(−d − m)/(2(m + k))); hard and wrong: cap·sigmoid(max(d − m, 0)/T). huber(x) = x²/(2k) up to k, then
// x − k/2, 0 below 0. f = 0.15, 0.25, 0.35; k = 2, 3, 4; T = 2, 2.5, 3. sigmoid(0) is ½: every wrong answer earns at least
// 0.3, 0.4, 0.6 of its alpha.
// Shapes: column (R). Units: reward; at most cap.
// Source: ARES (shawn0728/ARES), examples/reward_function/aepo.py, compute_score.
// Reward: effort
// Range: [-2.4, 2.4]
// Knob: alpha_easy = 0.5, 0, 2, weight of the bonus for easy questions
// Knob: alpha_medium = 0.5, 0, 2, weight of the bonus for medium questions
// Knob: alpha_hard = 0.5, 0, 2, weight of the bonus for hard questions
// Signal: right = reward/answerFolded
// Signal: difficulty = reward/difficulty
// Signal: count = triggers/count
// Signal: target = reward/triggerTarget
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct EffortParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  alpha_easy: f32,
  alpha_medium: f32,
  alpha_hard: f32,
}

@group(0) @binding(0) var<uniform> params: EffortParams;

const MARGIN = vec3f(0.15, 0.25, 0.35);
const KAPPA = vec3f(2.0, 3.0, 4.0);
const TEMPERATURE = vec3f(2.0, 2.5, 3.0);
const CAP = vec3f(1.0, 1.0, 1.2);
const WRONG = vec3f(0.6, 0.8, 1.0);

fn huber(x: f32, k: f32) -> f32 {
  if (x <= 0.0) { return 0.0; }
  return select(x - 0.5 * k, x * x / (2.0 * k), x <= k);
}

fn sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(-x)); }

fn bonus(level: u32, isRight: bool, d: f32, m: f32) -> f32 {
  let kappa = KAPPA[level];
  let temperature = TEMPERATURE[level];
  if (!isRight) { return WRONG[level] * sigmoid(max(d - m, 0.0) / temperature); }
  if (level == 2u) {
    if (d >= -m) { return sigmoid((d + m) / temperature); }
    return -min(0.5 * huber(-d - m, kappa) / (m + kappa), 1.0);
  }
  let over = select(abs(d), d, level == 0u) - m;
  return -min(huber(over, kappa) / (m + kappa), 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn effort(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let level = u32(clamp(rolloutSignal(SIGNAL_DIFFICULTY, r), 0.0, 2.0) + 0.5);
  let wanted = rolloutSignal(SIGNAL_TARGET, r);
  let alpha = vec3f(params.alpha_easy, params.alpha_medium, params.alpha_hard);
  let d = rolloutSignal(SIGNAL_COUNT, r) - wanted;
  let m = max(MARGIN[level] * max(wanted, 1.0), 1.0);
  column[r] = alpha[level] * CAP[level] * bonus(level, rolloutSignal(SIGNAL_RIGHT, r) >= 1.0, d, m);
}
