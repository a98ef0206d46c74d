// What: whether the score in the answer lies within a tolerance of the true one.
// Formula: 1 if |score − truth| < tolerance (not equal to it). The score is the longest run of digits and dots behind "rating": in
// the first answer block, or, with keyed = 0, the whole block; no sign. A run that is no number gives 0. Numbers are compared in
// millionths, later digits are cut; float64 of the authors errs to either side where the difference is exactly the tolerance.
// Shapes: column (R). Units: 0 or 1. A prompt whose true answer is no number is not scored.
// Source: Q-Insight (arXiv 2503.22679), qinsight_multi_task.py: score_reward, task score, score_reward_threshold 0.35.
// Reward: scoreWithin
// Range: [0, 1]
// Knob: tolerance = 0.35, 0, 1000, scores nearer than this are right
// Knob: keyed = 0, 0, 1, the score stands behind "rating": instead of alone
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainAnswer, 4-rewards/quotedKey

override WORKGROUP_SIZE: u32 = 64;

struct ScoreWithinParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  tolerance: f32,
  keyed: f32,
}

@group(0) @binding(0) var<uniform> params: ScoreWithinParams;

const MILLIONTHS = 1000000;

// A run of digits and dots from byte `start`.
struct Score {
  found: bool,
  // At most 1000 wholes.
  millionths: i32,
  next: u32,
}

fn readScore(text: Text, start: u32) -> Score {
  var whole = 0;
  var part = 0;
  var unit = MILLIONTHS;
  var digits = 0u;
  var dots = 0u;
  var k = start;
  for (; k < text.length; k++) {
    let b = textByte(text, k);
    if (b != 46u && !isDigit(b)) { break; }
    if (b == 46u) {
      dots++;
      continue;
    }
    digits++;
    if (dots == 0u) {
      whole = min(whole * 10 + i32(b - 48u), 1000);
    } else {
      unit /= 10;
      part += unit * i32(b - 48u);
    }
  }
  return Score(digits > 0u && dots < 2u, whole * MILLIONTHS + part, k);
}

// Where the run behind "rating": begins that starts with a digit or a dot; the length of the text where there is none.
fn keyedStart(text: Text) -> u32 {
  for (var i = 0u; i < text.length; i++) {
    let at = behindKey(text, i, KEY_RATING);
    if (at > 0u && at < text.length && (textByte(text, at) == 46u || isDigit(textByte(text, at)))) { return at; }
  }
  return text.length;
}

fn isWithin(r: u32) -> bool {
  let block = plainAnswer(spanBytes(r, SPAN_COMPLETION), false);
  let keyed = params.keyed > 0.5;
  var own = 0;
  var ok = block.found;
  // 0 = the truth, 1 = the answer.
  for (var side = 0u; side < 2u && ok; side++) {
    var text = truthAnswer(r);
    if (side == 1u) { text = block.text; }
    text = trimmed(text, false);
    let minus = side == 0u && text.length > 0u && textByte(text, 0u) == 45u;
    var start = select(0u, 1u, minus);
    if (side == 1u && keyed) { start = keyedStart(text); }
    let score = readScore(text, start);
    ok = side == 0u || (score.found && (keyed || score.next == text.length));
    own = score.millionths * select(1, -1, minus) - own;
  }
  return ok && abs(own) < i32(round(min(params.tolerance, 1000.0) * f32(MILLIONTHS)));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn scoreWithin(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  if (!hasTruthAnswer(r) || !truthIsNumber(r)) {
    column[r] = notScorable();
    return;
  }
  column[r] = select(0.0, 1.0, isWithin(r));
}
