// What: what is left of a judge's reply without its thinking: bytes are passed over, so that nothing has to be copied. Needs 4-rewards/prelude,
// letters, blanks and literal. Twin: expressions in severitySum.ref.ts.
// Formula: without <think>…</think>, white space at the ends and a fence around the rest: ``` with letters, digits, _ + or - and white space behind it in
// front, and ``` behind it. The first object is what lies between the first { and the } that closes it, braces in texts counted as well.
// Units: bytes of the text, from the first one to the one behind the last. Source: Visual-ERM (InternLM/Visual-ERM),
// omnirender_rm_v3.py: parse_error_response, extract_json_object.

// The first byte at or behind i that is kept.
fn keptFrom(text: Text, i: u32) -> u32 {
  var at = i;
  // <think> and </think>
  while (literalAt(text, at, vec4u(0x6968743cu, 0x3e6b6eu, 0u, 0u), vec4u(0u), 7u)) {
    var end = at + 7u;
    while (end < text.length && !literalAt(text, end, vec4u(0x68742f3cu, 0x3e6b6e69u, 0u, 0u), vec4u(0u), 8u)) { end++; }
    if (end >= text.length) { break; }
    at = end + 8u;
  }
  return at;
}

// Without white space at the ends.
fn keptRange(text: Text, range: vec2u) -> vec2u {
  var kept = vec2u(range.y);
  var isFirst = true;
  for (var i = range.x; i < range.y; ) {
    i = keptFrom(text, i);
    if (i >= range.y) { break; }
    let own = charAt(text, i);
    if (!isSpaceCode(own.code)) {
      kept = vec2u(select(kept.x, i, isFirst), i + own.length);
      isFirst = false;
    }
    i += own.length;
  }
  return kept;
}

fn isTicks(text: Text, i: u32) -> bool {
  return literalAt(text, i, vec4u(0x606060u, 0u, 0u, 0u), vec4u(0u), 3u);
}

fn withoutFence(text: Text) -> vec2u {
  var range = vec2u(0u, text.length);
  for (var round = 0u; round < 2u; round++) {
    range = keptRange(text, range);
    if (round == 1u || range.y < range.x + 3u || !isTicks(text, range.x)) { break; }
    range.x += 3u;
    while (range.x < range.y) {
      let b = textByte(text, range.x);
      if (!(isDigit(b) | (lowerByte(b) - 97u < 26u) | (b == 95u) | (b == 43u) | (b == 45u))) { break; }
      range.x++;
    }
    if (range.y >= range.x + 3u && isTicks(text, range.y - 3u)) { range.y -= 3u; }
  }
  return range;
}

// Empty where no brace opens, or where it is never closed.
fn firstObject(text: Text, range: vec2u) -> vec2u {
  var first = range.y;
  var depth = 0u;
  for (var i = keptFrom(text, range.x); i < range.y; i = keptFrom(text, i + 1u)) {
    let b = textByte(text, i);
    if (b == 123u) {
      first = select(first, i, depth == 0u);
      depth++;
    }
    if (b != 125u || depth == 0u) { continue; }
    depth--;
    if (depth == 0u) { return vec2u(first, i + 1u); }
  }
  return vec2u(range.y);
}
