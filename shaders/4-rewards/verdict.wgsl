// What: what a judge has decided, where the completion is the judge's reply: for a policy that judges, and for replies of another model.
// Formula: form 0: behind the last "Judgement:" 1 if a 1 occurs; without it 1 if the reply is 1 and nothing else; else 0. form 1: behind the last
// "## Equivalence Judgement", or in all of it, in whatever case: 1 if true and not false occurs, 0 if false and not true does, else nothing is
// decided and the reply is not scorable. form 2: 0 where neither 1.0 nor 0.0 occurs, else the number that the reply is, between 0 and 1;
// not scorable where it is none. form 3: in the first <judge>…</judge> 1 if True or true occurs, else 0 if False or false does, else, and
// without such a block, not scorable.
// Shapes: column (R). Units: 0…1.
// Source: DeepEyes (arXiv 2505.14362), vl_agent.py (0, 1); VLM-R3 (arXiv 2505.16192), rgrpo.py: evaluate_answer_similarity (2); VRAG-RL
// (Alibaba-NLP/VRAG), reward_manager/rm.py: parse_judge_response (3).
// Reward: verdict
// Range: [0, 1]
// Knob: form = 0, 0, 3, 0 = 1 or 0, 1 = true or false, 2 = 1.0 or 0.0, 3 = True or False in a judge block
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks, 4-rewards/literal, 4-rewards/readNumber, 4-rewards/namedBlock

override WORKGROUP_SIZE: u32 = 64;

struct VerdictParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  form: f32,
}

@group(0) @binding(0) var<uniform> params: VerdictParams;

// Behind the last place where the heading stands.
fn behindHeading(text: Text, low: vec4u, high: vec4u, length: u32) -> Text {
  let first = literalCount(text, low, high, length).y;
  return Text(text.origin, text.rollout, text.first + first, text.length - first);
}

fn hasFolded(text: Text, letters: vec2u, length: u32) -> bool {
  for (var i = 0u; i + length <= text.length; i++) {
    var k = 0u;
    while (k < length && lowerByte(textByte(text, i + k)) == ((letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
    if (k == length) { return true; }
  }
  return false;
}

fn verdictOf(r: u32) -> f32 {
  let reply = stripped(spanBytes(r, SPAN_COMPLETION));
  let form = u32(round(params.form));
  if (form == 0u) {
    // Judgement:
    let rest = behindHeading(reply, vec4u(0x6764754au, 0x6e656d65u, 0x3a74u, 0u), vec4u(0u), 10u);
    let isHeaded = literalCount(reply, vec4u(0x6764754au, 0x6e656d65u, 0x3a74u, 0u), vec4u(0u), 10u).x > 0u;
    let ones = literalCount(rest, vec4u(0x31u, 0u, 0u, 0u), vec4u(0u), 1u).x;
    return select(0.0, 1.0, ones > 0u && (isHeaded || reply.length == 1u));
  }
  if (form == 1u) {
    // ## Equivalence Judgement
    let rest = behindHeading(reply, vec4u(0x45202323u, 0x76697571u, 0x6e656c61u, 0x4a206563u), vec4u(0x65676475u, 0x746e656du, 0u, 0u), 24u);
    let isTrue = hasFolded(rest, vec2u(0x65757274u, 0u), 4u);
    let isFalse = hasFolded(rest, vec2u(0x736c6166u, 0x65u), 5u);
    if (isTrue == isFalse) { return notScorable(); }
    return select(0.0, 1.0, isTrue);
  }
  if (form == 3u) {
    let block = findBlock(reply, BLOCK_JUDGE, false, false);
    // True, true, False, false
    let words = array<vec2u, 4>(vec2u(0x65757254u, 0u), vec2u(0x65757274u, 0u), vec2u(0x736c6146u, 0x65u), vec2u(0x736c6166u, 0x65u));
    var counts = vec4u(0u);
    for (var k = 0u; k < 4u; k++) {
      counts[k] = literalCount(block.text, vec4u(words[k], 0u, 0u), vec4u(0u), select(4u, 5u, k > 1u)).x;
    }
    if (counts.x + counts.y > 0u) { return 1.0; }
    return select(notScorable(), 0.0, counts.z + counts.w > 0u);
  }
  // 1.0 and 0.0
  let one = literalCount(reply, vec4u(0x302e31u, 0u, 0u, 0u), vec4u(0u), 3u).x;
  let zero = literalCount(reply, vec4u(0x302e30u, 0u, 0u, 0u), vec4u(0u), 3u).x;
  if (one + zero == 0u) { return 0.0; }
  let number = readNumber(r, reply.first, reply.first + reply.length, false);
  if (!number.found || number.next != reply.first + reply.length) { return notScorable(); }
  return clamp(number.value, 0.0, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn verdict(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = verdictOf(r);
}
