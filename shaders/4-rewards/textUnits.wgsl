// What: which unit of a span (sentence, step, item) each token belongs to.
// Formula: the next unit begins behind a separator (the longest one that fits, from left to right); with atSpace = 1 only where
// white space or the end of the span follows. A token belongs to the unit that contains its first byte inside the span;
// tokens of white space only stay with the unit before them. Separators with nothing but white space between them count once,
// and those in front of all text not at all; with each = 1 every one counts and white space is like any text. Every span of the
// tag goes on counting. Slot 0 cuts the whole completion, whose tokens without bytes belong to the unit around them.
// Shapes: completionBytes (R, bytesPerRollout/4), tokenStarts (R, T + 1), lengths (R), spans (R, SPAN_ROW) and the grammar,
// separators (separatorCount, 4) length and 12 bytes, units (R, T) from 0, −1 = none. Units: bytes.
// Source: steps of SPAE and SCOPE (at a newline pair), items of Rank-GRPO (a newline belongs to the item before it), sentences of
// Fine-Grained RLHF (arXiv 2306.01693).
// Uses: common/dispatch, 4-rewards/layout, 4-rewards/bytes, 4-rewards/separators

override WORKGROUP_SIZE: u32 = 64;

struct TextUnitsParams {
  rollouts: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  slot: u32,
  separatorCount: u32,
  atSpace: u32,
  each: u32,
}

@group(0) @binding(0) var<uniform> params: TextUnitsParams;
@group(0) @binding(1) var<storage, read> completionBytes: array<u32>;
@group(0) @binding(2) var<storage, read> tokenStarts: array<i32>;
@group(0) @binding(3) var<storage, read> lengths: array<i32>;
@group(0) @binding(4) var<storage, read> spans: array<i32>;
@group(0) @binding(5) var<storage, read> separators: array<u32>;
@group(0) @binding(6) var<storage, read_write> units: array<i32>;

// Where a span is, and what has been counted in it.
struct Cut {
  end: u32,
  // First byte that has not been examined.
  at: u32,
  unit: i32,
  hasText: bool,
}

// Bytes of the longest separator at byte i; 0 where there is none.
fn separatorAt(r: u32, i: u32, end: u32) -> u32 {
  var longest = 0u;
  for (var s = 0u; s < params.separatorCount; s++) {
    let length = separators[s * 4u];
    if (length <= longest || i + length > end) { continue; }
    var k = 0u;
    while (k < length && byteAt(r, i + k) == separatorByte(s, k)) { k++; }
    if (k < length) { continue; }
    let isFree = params.atSpace == 0u || i + length == end || isSpace(byteAt(r, min(i + length, end - 1u)));
    if (isFree) { longest = length; }
  }
  return longest;
}

// Counts the separators that end at or before byte `until`.
fn advance(r: u32, cut: ptr<function, Cut>, until: u32) {
  while ((*cut).at < until) {
    let i = (*cut).at;
    let length = separatorAt(r, i, (*cut).end);
    if (i + length > until) { return; }
    if (length == 0u) {
      (*cut).hasText |= !isSpace(byteAt(r, i));
      (*cut).at = i + 1u;
      continue;
    }
    if (params.each == 1u || (*cut).hasText) { (*cut).unit++; }
    (*cut).hasText = false;
    (*cut).at = i + length;
  }
}

fn isBlank(r: u32, start: u32, end: u32) -> bool {
  for (var i = start; i < end; i++) {
    if (!isSpace(byteAt(r, i))) { return false; }
  }
  return true;
}

// Marks the tokens of one span, whose first unit is `unit`; returns the one behind its last.
fn cutSpan(r: u32, start: u32, end: u32, unit: i32) -> i32 {
  var cut = Cut(end, start, unit, false);
  var last = unit - 1;
  for (var t = 0u; t < min(params.maxTokens, u32(lengths[r])); t++) {
    let first = u32(tokenStarts[r * (params.maxTokens + 1u) + t]);
    let next = u32(tokenStarts[r * (params.maxTokens + 1u) + t + 1u]);
    let isInside = first < next && first < end && next > start;
    if (!isInside && (params.slot != 0u || first < next)) { continue; }
    let inside = max(first, start);
    advance(r, &cut, inside);
    var own = cut.unit;
    if (params.each == 0u && isBlank(r, inside, min(next, end))) { own = max(last, unit); }
    let at = r * params.maxTokens + t;
    if (units[at] >= 0) { continue; }
    units[at] = own;
    last = max(last, own);
  }
  return last + 1;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn textUnits(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  for (var t = 0u; t < params.maxTokens; t++) { units[r * params.maxTokens + t] = -1; }
  var unit = 0;
  let spanCount = select(MAX_OCCURRENCES, 1u, params.slot == 0u);
  for (var k = 0u; k < spanCount; k++) {
    let at = r * SPAN_ROW + select((SPAN_COUNT + k) * 4u, 0u, params.slot == 0u);
    let isOwn = params.slot == 0u || spans[at] == i32(params.slot);
    if (!isOwn) { continue; }
    let first = at + select(1u, 0u, params.slot == 0u);
    unit = cutSpan(r, u32(spans[first]), u32(spans[first + 1u]), unit);
  }
}
