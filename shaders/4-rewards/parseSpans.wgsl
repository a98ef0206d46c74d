// What: the bytes of each completion → spans between tags, numbers, and which token lies in which span.
// Formula: one scan. Tags are <name> and </name>, ASCII case folded unless exactCase, with the names of the table `tags`. A span is the text from
// an opening tag to the next closing tag of that name; the first pair of each tag is kept, the first MAX_OCCURRENCES pairs of
// all tags are listed, and the boxes or points of every pair that holds such are read. Nested, crossing, unclosed and stray
// tags are counted as errors; nothing here can fail.
// Shapes: completionBytes (R, bytesPerRollout/4), tokenStarts (R, T + 1), byteCounts (R), lengths (R, 2),
// tags (tagCount, TAG_WORDS), spans (R, SPAN_ROW) and the grammar, numbers (R, NUMBERS_PER_ROLLOUT),
// tokenSpans (R, T) bit s = a byte of the token is in span s.
// Units: bytes; coordinateWidth and coordinateHeight are what the policy writes for the far edge (1, 100, 1000, pixels).
// Source: DESIGN §3; layout in 4-rewards/layout.
// Uses: common/dispatch, 4-rewards/layout, 4-rewards/bytes, 4-rewards/readNumber, 4-rewards/readTuples, 4-rewards/tags

override WORKGROUP_SIZE: u32 = 64;

struct ParseSpansParams {
  rollouts: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  tagCount: u32,
  // Slot of the tag `answer`, whose number is NUMBER_ANSWER whatever its content is said to be.
  answerSlot: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
  // 1: capitals make no tags.
  exactCase: u32,
}

@group(0) @binding(0) var<uniform> params: ParseSpansParams;
@group(0) @binding(1) var<storage, read> completionBytes: array<u32>;
@group(0) @binding(2) var<storage, read> tokenStarts: array<i32>;
@group(0) @binding(3) var<storage, read> byteCounts: array<i32>;
// (R, 2): tokens of the completion; 1 where no stop token came.
@group(0) @binding(4) var<storage, read> lengths: array<i32>;
@group(0) @binding(5) var<storage, read> tags: array<u32>;
@group(0) @binding(6) var<storage, read_write> spans: array<i32>;
@group(0) @binding(7) var<storage, read_write> numbers: array<f32>;
@group(0) @binding(8) var<storage, read_write> tokenSpans: array<i32>;

const MAX_PAIRS = 32u;
// Pairs that hold tuples (slot, first byte, end), read after the scan: loops in loops compile slowly. The answer's boxes and
// points first, those of actions from MAX_PAIRS on.
var<private> pairs: array<vec3u, MAX_PAIRS + MAX_ACTIONS>;
var<private> pairCount: u32;
var<private> actionCount: u32;
var<private> closedCount: u32;

fn setRow(at: u32, value: vec4i) {
  for (var k = 0u; k < 4u; k++) { spans[at + k] = value[k]; }
}

fn clearRollout(r: u32, end: u32) {
  for (var slot = 0u; slot < SPAN_COUNT; slot++) { setRow(r * SPAN_ROW + slot * 4u, vec4i(-1, -1, 0, 0)); }
  for (var k = 0u; k < MAX_OCCURRENCES; k++) { setRow(r * SPAN_ROW + (SPAN_COUNT + k) * 4u, vec4i(-1, -1, -1, 0)); }
  setRow(r * SPAN_ROW, vec4i(0, i32(end), 1, 1));
  for (var k = 0u; k < NUMBERS_PER_ROLLOUT; k++) { numbers[r * NUMBERS_PER_ROLLOUT + k] = 0.0; }
  for (var t = 0u; t < params.maxTokens; t++) {
    tokenSpans[r * params.maxTokens + t] = select(0, 1, i32(t) < lengths[2u * r]);
  }
}

fn copyGrammar() {
  let at = params.rollouts * SPAN_ROW;
  setRow(at, vec4i(i32(params.tagCount), 0, 0, 0));
  for (var slot = 1u; slot < SPAN_COUNT; slot++) {
    var row = vec4i(0);
    if (slot <= params.tagCount) {
      for (var k = 0u; k < 4u; k++) { row[k] = i32(tagWord(slot, 4u + k)); }
    }
    setRow(at + slot * 4u, row);
  }
}

// 4 for boxes, 2 for points, 0 for all else.
fn tupleSize(slot: u32) -> u32 {
  let content = tagWord(slot, 4u) & 15u;
  if (content == CONTENT_BOX || content == CONTENT_BOXES) { return 4u; }
  return select(0u, 2u, content == CONTENT_POINT || content == CONTENT_POINTS);
}

fn isAction(slot: u32) -> bool {
  return (tagWord(slot, 4u) & ACTION) != 0u;
}

// Keeps a pair whose tuples are to be read; one too many is malformed.
fn keepPair(r: u32, slot: u32, start: u32, end: u32) {
  let action = isAction(slot);
  if (action && actionCount < MAX_ACTIONS) {
    pairs[MAX_PAIRS + actionCount] = vec3u(slot, start, end);
    actionCount++;
  } else if (!action && pairCount < MAX_PAIRS) {
    pairs[pairCount] = vec3u(slot, start, end);
    pairCount++;
  } else {
    numbers[r * NUMBERS_PER_ROLLOUT + select(NUMBER_MALFORMED, NUMBER_ACTION_MALFORMED, action)] += 1.0;
  }
}

// A pair of tags has closed: keep the first of its name, list it, note its numbers, mark its tokens.
fn closePair(r: u32, slot: u32, start: u32, end: u32) {
  let at = r * SPAN_ROW + slot * 4u;
  if (spans[at] < 0) {
    spans[at] = i32(start);
    spans[at + 1u] = i32(end);
  }
  if (closedCount < MAX_OCCURRENCES) {
    setRow(r * SPAN_ROW + (SPAN_COUNT + closedCount) * 4u, vec4i(i32(slot), i32(start), i32(end), 0));
  }
  closedCount++;
  if (tupleSize(slot) > 0u) { keepPair(r, slot, start, end); }
  for (var t = 0u; t < params.maxTokens; t++) {
    let first = tokenStarts[r * (params.maxTokens + 1u) + t];
    let next = tokenStarts[r * (params.maxTokens + 1u) + t + 1u];
    if (first < next && first < i32(end) && next > i32(start)) { tokenSpans[r * params.maxTokens + t] |= i32(1u << slot); }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn parseSpans(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  if (r == 0u) { copyGrammar(); }
  let end = min(u32(byteCounts[r]), params.bytesPerRollout);
  clearRollout(r, end);
  let words = scanTags(r, end);
  for (var k = 0u; k < pairCount + actionCount; k++) {
    let pair = pairs[select(k, MAX_PAIRS + k - pairCount, k >= pairCount)];
    readTuples(r, pair.x, pair.y, pair.z);
  }
  readSpanNumbers(r);
  let base = r * NUMBERS_PER_ROLLOUT;
  let listed = min(closedCount, MAX_OCCURRENCES);
  numbers[base + NUMBER_OCCURRENCES] = f32(listed);
  numbers[base + NUMBER_OVERFLOW] = f32(closedCount - listed);
  numbers[base + NUMBER_WORDS] = f32(words);
  numbers[base + NUMBER_TOKENS] = f32(lengths[2u * r]);
  let isCut = u32(byteCounts[r]) > params.bytesPerRollout;
  numbers[base + NUMBER_TRUNCATED] = f32(lengths[2u * r + 1u]) + select(0.0, 2.0, isCut);
}
