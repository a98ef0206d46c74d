// What: parts units of a text further, a sentence at its commas, say, where the parts are long enough.
// Formula: words are what stands between white space. Of the W words of a unit, word w (from 0) begins a part where w > 0, the word before it
// ends in a separator and w + words < W. If the part before it has fewer than `words` words by then, they go to the part in front of that one,
// or, where that is the first, it goes on instead. A token belongs to the part of its first byte that is no white space; without such
// a byte to the part before it.
// Shapes: completionBytes (R, bytesPerRollout/4), tokenStarts (R, T + 1), lengths (R), units (R, T), separators (S, 4), parts (R, T) counted
// from 0, −1 where there is no unit. Units: tokens.
// Source: Fine-Grained RLHF (arXiv 2306.01693); allenai/FineGrainedRLHF, fgrlhf/reward_utils.py: split_text_to_subsentences (5 words).
// Uses: common/dispatch, 4-rewards/bytes, 4-rewards/separators

override WORKGROUP_SIZE: u32 = 64;

struct UnitPartsParams {
  rollouts: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  separatorCount: u32,
  words: u32,
}

@group(0) @binding(0) var<uniform> params: UnitPartsParams;
@group(0) @binding(1) var<storage, read> completionBytes: array<u32>;
@group(0) @binding(2) var<storage, read> tokenStarts: array<i32>;
@group(0) @binding(3) var<storage, read> lengths: array<i32>;
@group(0) @binding(4) var<storage, read> units: array<i32>;
@group(0) @binding(5) var<storage, read> separators: array<u32>;
@group(0) @binding(6) var<storage, read_write> parts: array<i32>;

fn firstByte(r: u32, t: u32) -> u32 {
  return u32(tokenStarts[r * (params.maxTokens + 1u) + t]);
}

fn beginsWord(r: u32, i: u32, first: u32) -> bool {
  if (isSpace(byteAt(r, i))) { return false; }
  return i == first || isSpace(byteAt(r, i - 1u));
}

// Whether the text from byte `first` to `end` ends in a separator.
fn endsInSeparator(r: u32, first: u32, end: u32) -> bool {
  for (var s = 0u; s < params.separatorCount; s++) {
    let length = separators[s * 4u];
    if (first + length > end) { continue; }
    var k = 0u;
    while (k < length && byteAt(r, end - length + k) == separatorByte(s, k)) { k++; }
    if (k == length) { return true; }
  }
  return false;
}

// Parts the unit that tokens `start` to `end` make up; returns the number of the next part.
fn cutUnit(r: u32, start: u32, end: u32, base: i32) -> i32 {
  let row = r * params.maxTokens;
  let first = firstByte(r, start);
  var total = 0u;
  for (var i = first; i < firstByte(r, end); i++) { total += select(0u, 1u, beginsWord(r, i, first)); }
  var part = base;
  var word = 0u;
  // The word at which the present part begins, and the end of the last word.
  var begun = 0u;
  var wordEnd = first;
  for (var t = start; t < end; t++) {
    var isBlank = true;
    parts[row + t] = part;
    for (var i = firstByte(r, t); i < firstByte(r, t + 1u); i++) {
      if (isSpace(byteAt(r, i))) { continue; }
      if (beginsWord(r, i, first)) {
        let isCut = word > 0u && word + params.words < total && endsInSeparator(r, first, wordEnd);
        if (isCut && word - begun >= params.words) {
          part++;
          begun = word;
        } else if (isCut && begun > 0u) {
          // What the part has so far goes to the one before it.
          for (var u = start; u <= t; u++) {
            if (parts[row + u] == part && (u < t || !isBlank)) { parts[row + u]--; }
          }
          begun = word;
        }
        word++;
      }
      wordEnd = i + 1u;
      if (isBlank) { parts[row + t] = part; }
      isBlank = false;
    }
  }
  return part + 1;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn unitParts(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let row = r * params.maxTokens;
  for (var t = 0u; t < params.maxTokens; t++) { parts[row + t] = -1; }
  let length = min(params.maxTokens, u32(lengths[r]));
  var next = 0;
  var t = 0u;
  while (t < length) {
    var end = t + 1u;
    while (end < length && units[row + end] == units[row + t]) { end++; }
    if (units[row + t] >= 0) { next = cutUnit(r, t, end, next); }
    t = end;
  }
}
