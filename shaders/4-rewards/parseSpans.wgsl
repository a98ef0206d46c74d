// What: the bytes of each completion → spans between tags, numbers, and which token lies in which span.
// Formula: one scan. Tags are <name> and </name>, ASCII case folded, names think, box, answer, point, zoom. A span is the
// text from an opening tag to the next closing tag of that name; the first pair is kept, every <box> and <point> pair is
// read. Nested, crossing, unclosed and stray tags are counted as errors; nothing here can fail.
// Shapes: completionBytes (R, bytesPerRollout/4), tokenStarts (R, T + 1), byteCounts (R), lengths (R, 2),
// spans (R, SPAN_COUNT, 4), numbers (R, NUMBERS_PER_ROLLOUT), tokenSpans (R, T) bit s = a byte of the token is in span s.
// Units: bytes; coordinateWidth and coordinateHeight are what the policy writes for the far edge (1, 100, 1000, pixels).
// Source: DESIGN §3; layout in 4-rewards/layout.
// Uses: common/dispatch, 4-rewards/layout, 4-rewards/bytes, 4-rewards/readNumber, 4-rewards/readTuples, 4-rewards/tags

override WORKGROUP_SIZE: u32 = 64;

struct ParseSpansParams {
  rollouts: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
}

@group(0) @binding(0) var<uniform> params: ParseSpansParams;
@group(0) @binding(1) var<storage, read> completionBytes: array<u32>;
@group(0) @binding(2) var<storage, read> tokenStarts: array<i32>;
@group(0) @binding(3) var<storage, read> byteCounts: array<i32>;
// (R, 2): tokens of the completion; 1 where no stop token came.
@group(0) @binding(4) var<storage, read> lengths: array<i32>;
@group(0) @binding(5) var<storage, read_write> spans: array<i32>;
@group(0) @binding(6) var<storage, read_write> numbers: array<f32>;
@group(0) @binding(7) var<storage, read_write> tokenSpans: array<i32>;

const MAX_PAIRS = 32u;
// Box and point pairs (numbers a tuple, first byte, end), read after the scan: loops in loops compile slowly.
var<private> pairs: array<vec3u, MAX_PAIRS>;
var<private> pairCount: u32;

fn setSpan(r: u32, span: u32, value: vec4i) {
  for (var k = 0u; k < 4u; k++) { spans[(r * SPAN_COUNT + span) * 4u + k] = value[k]; }
}

fn clearRollout(r: u32, end: u32) {
  for (var span = 0u; span < SPAN_COUNT; span++) { setSpan(r, span, vec4i(-1, -1, 0, 0)); }
  setSpan(r, SPAN_COMPLETION, vec4i(0, i32(end), 1, 1));
  for (var k = 0u; k < NUMBERS_PER_ROLLOUT; k++) { numbers[r * NUMBERS_PER_ROLLOUT + k] = 0.0; }
  for (var t = 0u; t < params.maxTokens; t++) {
    tokenSpans[r * params.maxTokens + t] = select(0, 1, i32(t) < lengths[2u * r]);
  }
}

// A pair of tags has closed: keep the first of its name, note its numbers, mark its tokens.
fn closePair(r: u32, span: u32, start: u32, end: u32) {
  let at = (r * SPAN_COUNT + span) * 4u;
  if (spans[at] < 0) {
    spans[at] = i32(start);
    spans[at + 1u] = i32(end);
  }
  if (span == SPAN_BOX || span == SPAN_POINT) {
    if (pairCount < MAX_PAIRS) {
      pairs[pairCount] = vec3u(select(2u, 4u, span == SPAN_BOX), start, end);
      pairCount++;
    } else {
      numbers[r * NUMBERS_PER_ROLLOUT + NUMBER_MALFORMED] += 1.0;
    }
  }
  for (var t = 0u; t < params.maxTokens; t++) {
    let first = tokenStarts[r * (params.maxTokens + 1u) + t];
    let next = tokenStarts[r * (params.maxTokens + 1u) + t + 1u];
    if (first < next && first < i32(end) && next > i32(start)) { tokenSpans[r * params.maxTokens + t] |= i32(1u << span); }
  }
}

// The number in the answer span, where that is all it holds.
fn readAnswer(r: u32) {
  let at = (r * SPAN_COUNT + SPAN_ANSWER) * 4u;
  if (spans[at] < 0) { return; }
  var start = u32(spans[at]);
  var end = u32(spans[at + 1u]);
  while (start < end && isSpace(byteAt(r, start))) { start++; }
  while (end > start && (isSpace(byteAt(r, end - 1u)) || byteAt(r, end - 1u) == 37u)) { end--; }
  let digits = readNumber(r, start, end, true);
  if (digits.found && digits.next == end) {
    numbers[r * NUMBERS_PER_ROLLOUT + NUMBER_ANSWER_IS_NUMBER] = 1.0;
    numbers[r * NUMBERS_PER_ROLLOUT + NUMBER_ANSWER] = digits.value;
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn parseSpans(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let end = min(u32(byteCounts[r]), params.bytesPerRollout);
  clearRollout(r, end);
  let words = scanTags(r, end);
  for (var k = 0u; k < pairCount; k++) { readTuples(r, pairs[k].y, pairs[k].z, pairs[k].x); }
  readAnswer(r);
  let base = r * NUMBERS_PER_ROLLOUT;
  numbers[base + NUMBER_WORDS] = f32(words);
  numbers[base + NUMBER_TOKENS] = f32(lengths[2u * r]);
  let isCut = u32(byteCounts[r]) > params.bytesPerRollout;
  numbers[base + NUMBER_TRUNCATED] = f32(lengths[2u * r + 1u]) + select(0.0, 2.0, isCut);
}
