// What: how much a judge finds wrong with a picture, where the completion is the judge's reply: a list of errors, each with a severity.
// Formula: S = Σ max(severity, 0) over the objects in the list under "errors"; 0 where there is no such key. A severity is a number, a truth value, or a
// text that Python's float() reads; others are passed over. The reply: <think>…</think> blocks and a fence around the rest do not count; if the
// rest is an object it is read, else the text from its first { to the } that closes it.
// Shapes: column (R). Units: those of the severities, at most 10⁶. Not scored where no object can be read, or where errors is no list.
// Source: Visual-ERM (InternLM/Visual-ERM), rl_scripts/reward_func/omnirender_rm_v3.py: parse_error_response, extract_score_from_rm_response.
// Reward: severitySum
// Range: [0, 1000000]
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks, 4-rewards/literal, 4-rewards/pythonFloat, 4-rewards/keptText, 4-rewards/jsonText, 4-rewards/jsonNumber, 4-rewards/jsonMarks

override WORKGROUP_SIZE: u32 = 64;

struct SeveritySumParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: SeveritySumParams;

var<private> isObject: bool;
// The value that is under way is inside of errors, of an object in it.
var<private> inErrors: bool;
var<private> inEntry: bool;
var<private> isBroken: bool;
var<private> severities: f32;
// What the entry under way has added.
var<private> ownSeverity: f32;

fn jsonSeen(text: Text, kind: u32, depth: u32, value: f32) {
  if (depth == 0u) { isObject = kind == JSON_OBJECT; }
  if (depth == 1u) {
    inErrors = jsonKeyIs(text, 1u, vec3u(0x6f727265u, 0x7372u, 0u), 6u);
    if (!inErrors) { return; }
    isBroken = kind != JSON_LIST;
    severities = 0.0;
  }
  if (depth == 2u) {
    inEntry = inErrors && kind == JSON_OBJECT;
    ownSeverity = 0.0;
  }
  if (depth != 3u || !inEntry || !jsonKeyIs(text, 3u, vec3u(0x65766573u, 0x79746972u, 0u), 8u)) { return; }
  var severity = select(0.0, max(value, 0.0), kind == JSON_NUMBER || kind == JSON_BOOLEAN);
  if (kind == JSON_STRING) {
    var end = jsonStart;
    while (end < text.length && textByte(text, end) != 34u) { end += select(1u, 2u, textByte(text, end) == 92u); }
    let read = pythonFloat(Text(text.origin, text.rollout, text.first + jsonStart, end - jsonStart), false);
    if (read.found) { severity = max(read.value, 0.0); }
  }
  severities += severity - ownSeverity;
  ownSeverity = severity;
}

fn severityOf(r: u32) -> f32 {
  let text = spanBytes(r, SPAN_COMPLETION);
  var range = withoutFence(text);
  // All of it, then the first object in it.
  for (var part = 0u; part < 2u; part++) {
    if (part == 1u) { range = firstObject(text, range); }
    isObject = false;
    inErrors = false;
    inEntry = false;
    isBroken = false;
    severities = 0.0;
    jsonBegin();
    for (var i = range.x; i <= range.y; i++) {
      i = keptFrom(text, i);
      var b = 32u;
      if (i < range.y) { b = textByte(text, i); }
      jsonFeed(text, i, b);
    }
    if (jsonIsWhole() && isObject) {
      if (isBroken) { return notScorable(); }
      return clamp(severities, 0.0, 1e6);
    }
  }
  return notScorable();
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn severitySum(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = severityOf(r);
}
