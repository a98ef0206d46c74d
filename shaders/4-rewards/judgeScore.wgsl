// What: the number that a judge gives, where the completion is the judge's reply: for replies of another model, and for a policy that judges.
// Formula: number/most, where the reply is a number and nothing else, as Python writes it (4-rewards/pythonList), white space and comments
// around it; 0 where it is anything else ("Score: 4"). It is not cut.
// Shapes: column (R). Units: 0…1 for marks from 0 to `most`.
// Source: HumanOmniV2 (HumanMLLM/HumanOmniV2), qwenomni_module.py: similarity and rationality, ast.literal_eval(reply)/5.
// Reward: judgeScore
// Range: [-1000000000, 1000000000]
// Knob: most = 5, 1, 1000, the best mark
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/readNumber, 4-rewards/pythonList

override WORKGROUP_SIZE: u32 = 64;

struct JudgeScoreParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  most: f32,
}

@group(0) @binding(0) var<uniform> params: JudgeScoreParams;

fn markOf(r: u32) -> f32 {
  let reply = spanBytes(r, SPAN_COMPLETION);
  let end = reply.first + reply.length;
  let first = firstPart(r, reply.first, end);
  if (first >= end) { return 0.0; }
  let scalar = scalarAt(r, first, end);
  return select(0.0, scalar.value / params.most, scalar.next > first && behindGap(r, scalar.next, end) == end);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn judgeScore(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = markOf(r);
}
