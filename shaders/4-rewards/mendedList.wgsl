// What: a list of things with the keys bbox_2d and label, read as JSON that may be cut off or slightly wrong. Needs 4-rewards/prelude and
// jsonText. Twin: mendedList.ref.ts.
// Formula: the list begins at the first [ or {. A comma that is missing is put in, one too many is left out, ' counts as ", line breaks may stand in
// texts, a key without a value has an empty one, what is open at the end is closed; at anything else reading stops, and what was read
// counts. Two values are alike where they are written alike, white space between their parts aside.
// Units: first bytes. Things behind the first 256 do not count. Source: VLM-R1, grpo_jsonl.py: json_repair 0.64, of which this is a part.

const MOST_THINGS = 256u;
// First bytes of the box and of the label, plus 1; 0 where the thing lacks one.
var<private> things: array<vec2u, MOST_THINGS>;
var<private> thingCount: u32;
var<private> isList: bool;
var<private> isBroken: bool;

fn jsonSeen(text: Text, kind: u32, depth: u32, value: f32) {
  if (depth == 0u) { isList = kind == JSON_LIST; }
  if (depth == 0u || depth > 2u) { return; }
  let at = jsonIndex[1];
  thingCount = min(at + 1u, MOST_THINGS);
  isBroken = isBroken || (depth == 1u && kind < JSON_STRING);
  if (at >= MOST_THINGS) { return; }
  if (depth == 1u) { things[at] = vec2u(0u); }
  // jsonStart is behind the first byte of the value.
  if (depth == 2u && jsonKeyIs(text, 2u, vec3u(0x786f6262u, 0x64325fu, 0u), 7u)) { things[at].x = jsonStart; }
  if (depth == 2u && jsonKeyIs(text, 2u, vec3u(0x6562616cu, 0x6cu, 0u), 5u)) { things[at].y = jsonStart; }
}

// Byte for byte, with what is missing or odd mended: one place that feeds, as software adapters compile every call anew.
fn readList(text: Text) {
  thingCount = 0u;
  isList = false;
  isBroken = false;
  jsonBegin();
  var i = 0u;
  while (i < text.length && textByte(text, i) != 91u && textByte(text, i) != 123u) { i++; }
  // The mark that opened the last text.
  var quote = 34u;
  var isEmptyText = false;
  while (i <= text.length && jsonState != JSON_BAD) {
    let state = jsonState;
    let isEnd = i == text.length;
    var b = 32u;
    if (!isEnd) { b = textByte(text, i); }
    let isQuote = b == 34u || b == 39u;
    let isClosing = (b == 93u) | (b == 125u);
    let opens = isQuote | (b == 91u) | (b == 123u) | (b == 45u) | isDigit(b) | (lowerByte(b) - 97u < 26u);
    let inObject = jsonDepth > 0u && ((jsonObjects >> (jsonDepth - 1u)) & 1u) == 1u;
    var fed = select(b, 34u, isQuote);
    var step = 1u;
    if (state == IN_STRING) {
      // An empty text that was put in, or one that is cut off, is closed.
      if (isEmptyText || isEnd) { b = quote; }
      fed = select(select(max(b, 32u), 120u, b == 34u), 34u, b == quote);
      step = select(1u, 0u, isEmptyText || isEnd);
      isEmptyText = false;
    } else if (state == AFTER_VALUE && jsonDepth > 0u && opens) {
      fed = 44u;
      step = 0u;
    } else if (inObject && state == WANTS_VALUE && (b == 125u || isEnd)) {
      fed = 34u;
      step = 0u;
      quote = 34u;
      isEmptyText = true;
    } else {
      if (isClosing && (state == WANTS_VALUE || state == WANTS_KEY)) { jsonState = AFTER_VALUE; }
      if (isQuote && state != IN_ESCAPE) { quote = b; }
    }
    jsonFeed(text, i, fed);
    i += step;
  }
}

// Whether the values at two places are written alike.
fn sameValue(text: Text, a: u32, b: u32) -> bool {
  var at = vec2u(a, b);
  var depth = 0u;
  var quote = 0u;
  for (var n = 0u; n < text.length; n++) {
    var bytes = vec2u(0u);
    for (var side = 0u; side < 2u; side++) {
      while (quote == 0u && at[side] < text.length && isJsonBlank(textByte(text, at[side]))) { at[side]++; }
      if (at[side] < text.length) { bytes[side] = textByte(text, at[side]); }
    }
    // What is cut off ends as if it were closed.
    let isOutside = vec2<bool>(depth == 0u && quote == 0u);
    let closes = (bytes == vec2u(0u)) | (bytes == vec2u(93u)) | (bytes == vec2u(125u)) | (bytes == vec2u(max(quote, 1u)));
    let ends = closes | (isOutside & (bytes == vec2u(44u)));
    if (any(bytes == vec2u(0u)) || (isOutside.x && any(ends))) { return all(ends); }
    if (bytes.x != bytes.y) { return false; }
    at += 1u;
    let c = bytes.x;
    if (quote > 0u) {
      if (c == 92u) { at += select(vec2u(0u), vec2u(1u), textByte(text, at.x) == textByte(text, at.y)); }
      if (c == quote) { quote = 0u; }
    } else if (c == 34u || c == 39u) {
      quote = c;
    } else {
      depth += select(0u, 1u, c == 91u || c == 123u);
      depth -= select(0u, 1u, c == 93u || c == 125u);
    }
  }
  return true;
}
