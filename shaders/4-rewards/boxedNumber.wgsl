// What: whether the number in the last box is that of the true answer; numbers outside of a box do not count.
// Formula: 1 if 4-rewards/mathNumber reads the same number from the last \boxed{…} and from the true answer, else 0. Not scored where the
// true answer has no number. With after_think only the text behind the last </think> is read, and without that tag it is 0.
// Shapes: column (R). Units: 0 or 1.
// Source: TRL f2cd577, accuracy_rewards.py: accuracy_reward, reasoning_accuracy_reward (after_think); math-verify. There arithmetic and
// symbols in a box are understood, too.
// Reward: boxedNumber
// Range: [0, 1]
// Knob: after_think = 0, 0, 1, read only what is behind the thinking
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/plainTags, 4-rewards/mathNumber

override WORKGROUP_SIZE: u32 = 64;

struct BoxedNumberParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  after_think: f32,
}

@group(0) @binding(0) var<uniform> params: BoxedNumberParams;

// First byte behind the last </think>; 0 where there is none.
fn behindThink(r: u32, end: u32) -> u32 {
  var behind = 0u;
  for (var i = 0u; i < end; i++) {
    if (isPlainTag(r, i, end, PLAIN_THINK, true)) { behind = i + plainTagLength(PLAIN_THINK, true); }
  }
  return behind;
}

fn boxedScore(r: u32) -> f32 {
  let whole = spanBytes(r, SPAN_COMPLETION);
  var behind = 0u;
  if (params.after_think > 0.5) {
    behind = behindThink(r, whole.length);
    if (behind == 0u) { return 0.0; }
  }
  let text = Text(whole.origin, whole.rollout, whole.first + behind, whole.length - behind);
  let box = lastBox(text);
  // One call for both: 0 = the truth, 1 = the box.
  var wanted = MathNumber();
  for (var side = 0u; side < 2u; side++) {
    var own = truthAnswer(r);
    if (side == 0u && !hasTruthAnswer(r)) { return notScorable(); }
    if (side == 1u) {
      if (box.x > box.y) { return 0.0; }
      own = Text(text.origin, text.rollout, text.first + box.x - 7u, box.y + 8u - box.x);
    }
    let number = mathNumber(own);
    if (side == 1u) { return select(0.0, 1.0, isSameNumber(number, wanted)); }
    if (!number.found) { return notScorable(); }
    wanted = number;
  }
  return 0.0;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxedNumber(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = boxedScore(r);
}
