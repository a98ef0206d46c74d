// What: boxes with labels that a text lists as JSON in a fence, ```json [{"bbox_2d": [x0, y0, x1, y1], "label": "cat"}, …] ```. Needs
// 4-rewards/prelude, namedBlock and jsonText. Twin: fencedList.ref.ts.
// Formula: text = the last <answer>…</answer> of the completion, or all of it, in lower case, line breaks as blanks; the list is what stands between
// the first ```json and the next ```, read as JSON. Of a box its first four entries count. What is no list, number or word counts as one thing
// that is no box, unless it is empty. Things behind the first 64 are counted but not kept. Units: as written, corners in any order.
// Source: VLM-R1 (arXiv 2504.07615), grpo_jsonl.py: detection_score, clean_text.

const MOST_FENCED = 64u;

struct Fenced {
  box: vec4f,
  // Entries of the box in front of one that is no number.
  numbers: u32,
  // First byte and end of the label; 0 = it has none that is a text.
  label: vec2u,
}

var<private> fenced: array<Fenced, MOST_FENCED>;
var<private> fencedCount: u32;
var<private> isFencedList: bool;

// Whether the value at this depth stands under bbox_2d (0) or label (1), in whatever case.
fn fencedKey(text: Text, depth: u32, name: u32) -> bool {
  let letters = select(vec2u(0x6562616cu, 0x6cu), vec2u(0x786f6262u, 0x64325fu), name == 0u);
  let key = jsonKeys[depth];
  let length = select(5u, 7u, name == 0u);
  let inObject = ((jsonObjects >> (depth - 1u)) & 1u) == 1u;
  if (!inObject || key.y - key.x != length) { return false; }
  var k = 0u;
  while (k < length && lowerByte(textByte(text, key.x + k)) == ((letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
  return k == length;
}

fn jsonSeen(text: Text, kind: u32, depth: u32, value: f32) {
  if (depth == 0u) {
    isFencedList = kind == JSON_LIST;
    // A text that is not empty is one thing.
    fencedCount = select(0u, 1u, kind == JSON_STRING && textByte(text, jsonStart) != 34u);
    return;
  }
  let at = select(0u, jsonIndex[1], isFencedList);
  fencedCount = at + 1u;
  if (at >= MOST_FENCED || !isFencedList) { return; }
  if (depth == 1u) { fenced[at] = Fenced(vec4f(0.0), 0u, vec2u(0u)); }
  if (depth == 2u && fencedKey(text, 2u, 0u)) { fenced[at].numbers = 0u; }
  if (depth == 2u && fencedKey(text, 2u, 1u)) {
    var end = jsonStart;
    while (end < text.length && textByte(text, end) != 34u) { end += select(1u, 2u, textByte(text, end) == 92u); }
    fenced[at].label = select(vec2u(0u), vec2u(jsonStart, end), kind == JSON_STRING);
  }
  let place = jsonIndex[3];
  let isNumber = kind == JSON_NUMBER || kind == JSON_BOOLEAN;
  // Entries of a list, not of an object.
  let inList = ((jsonObjects >> 2u) & 1u) == 0u;
  if (depth == 3u && isNumber && inList && place == fenced[at].numbers && place < 4u && fencedKey(text, 2u, 0u)) {
    fenced[at].box[place] = value;
    fenced[at].numbers++;
  }
}

// First byte behind the next fence at or behind a place, with json in whatever case or without; 0 where there is none.
fn behindFence(text: Text, start: u32, withName: bool) -> u32 {
  let length = select(3u, 7u, withName);
  for (var i = start; i + length <= text.length; i++) {
    var k = 0u;
    // ```json
    while (k < length && lowerByte(textByte(text, i + k)) == ((select(0x6e6f73u, 0x6a606060u, k < 4u) >> (8u * (k & 3u))) & 255u)) { k++; }
    if (k == length) { return i + length; }
  }
  return 0u;
}

// What stands in the fence; the length is 0 where there is none or it is no JSON.
fn readFenced(r: u32) -> Text {
  let whole = spanBytes(r, SPAN_COMPLETION);
  let block = findBlock(whole, BLOCK_ANSWER, false, true);
  var text = whole;
  if (block.found) { text = block.text; }
  fencedCount = 0u;
  isFencedList = false;
  let first = behindFence(text, 0u, true);
  let behind = behindFence(text, first, false);
  let nothing = Text(text.origin, r, text.first, 0u);
  if (first == 0u || behind == 0u) { return nothing; }
  let inner = Text(text.origin, r, text.first + first, behind - 3u - first);
  jsonBegin();
  for (var i = 0u; i <= inner.length; i++) {
    var b = 32u;
    if (i < inner.length) { b = lowerByte(textByte(inner, i)); }
    jsonFeed(inner, i, select(b, 32u, b == 10u || b == 13u));
  }
  if (jsonIsWhole()) { return inner; }
  fencedCount = 0u;
  isFencedList = false;
  return nothing;
}
