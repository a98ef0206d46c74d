// What: pays an action for its kind and for its parameters; where these are wrong, a right sub-goal in the reasoning still earns something.
// Formula: all = type_weight + params_weight where kind and parameters are right; else type_weight·[kind right] + goal_weight·goal, where goal is
// the signal between 0 and 1. An action is written as kind(parameters); what stands behind the brackets, white space around the parts and a missing
// pair of brackets do not matter. Kinds and parameters are compared byte for byte, and parameters are wrong where the kind is.
// part: 0 = all of it, 1 = whether the kind is right, 2 = whether the parameters are.
// Shapes: column (R). Units: 0…type_weight + the larger of the two. 0 where the answer or the true one is missing.
// Source: InfiGUI-R1 (arXiv 2504.14239), section 3 (action reward, sub-goals); the judge's score of the sub-goal, 0 to 10, is the signal here.
// Reward: actionParts
// Range: [0, 2]
// Knob: type_weight = 0.2, 0, 1, for the kind
// Knob: params_weight = 0.8, 0, 1, for the parameters
// Knob: goal_weight = 0.2, 0, 1, for the sub-goal where the action is wrong
// Knob: part = 0, 0, 2, 0 = the sum, 1 = the kind alone, 2 = the parameters alone
// Signal: goal = reward/factsFound
// Truth: answer
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct ActionPartsParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  type_weight: f32,
  params_weight: f32,
  goal_weight: f32,
  part: f32,
}

@group(0) @binding(0) var<uniform> params: ActionPartsParams;

// Where the kind ends: at the first bracket or at the end.
fn bracketAt(text: Text) -> u32 {
  var k = 0u;
  while (k < text.length && textByte(text, k) != 40u) { k++; }
  return k;
}

// What stands between the first and the last bracket.
fn parametersOf(text: Text) -> Text {
  let first = min(bracketAt(text) + 1u, text.length);
  var end = text.length;
  while (end > first && textByte(text, end - 1u) != 41u) { end--; }
  return trimmed(Text(text.origin, text.rollout, text.first + first, max(end, first + 1u) - 1u - first), false);
}

fn kindOf(text: Text) -> Text {
  return trimmed(Text(text.origin, text.rollout, text.first, bracketAt(text)), false);
}

fn partScore(r: u32) -> f32 {
  if (!hasSpan(r, SPAN_ANSWER) || !hasTruthAnswer(r)) { return 0.0; }
  let own = spanBytes(r, SPAN_ANSWER);
  let right = truthAnswer(r);
  let kind = bytesEqual(kindOf(own), kindOf(right));
  let both = kind && bytesEqual(parametersOf(own), parametersOf(right));
  if (params.part > 0.5) { return select(0.0, 1.0, select(kind, both, params.part > 1.5)); }
  let other = select(params.goal_weight * clamp(rolloutSignal(SIGNAL_GOAL, r), 0.0, 1.0), params.params_weight, both);
  return select(0.0, params.type_weight, kind) + other;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn actionParts(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = partScore(r);
}
