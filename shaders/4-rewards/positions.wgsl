// What: boxes with a confidence, [{'Position': [x0, y0, x1, y1], 'Confidence': c}, …], after the repairs of published code. Needs
// 4-rewards/prelude, namedBlock, letters, blanks and jsonText. Twin: positions.ref.ts.
// Formula: the text is what stands in the first block of that name on one line, or the whole text, without white space at its ends. It counts up to
// a closing tag; [[ and ]] become one bracket, line breaks go, ' becomes ". What does not end in ] is cut behind the last } that a comma
// follows, or goes on with }, and then ends in ]. The result is read as JSON. Boxes behind the first 64 are counted but not kept.
// Units: as written, corners in any order. Source: Visual-RFT (arXiv 2503.01785), grpo.py: accuracy_reward_iou, extract_bbox (answer); after it
// DeFacto (tinnel123666888/defacto), grpo_defacto.py (bbox).

const MOST_POSITIONS = 64u;
// Entries of a position, and whether they are all numbers; whether there is a confidence, and a position that is a list.
const POSITION_BAD = 32u;
const HAS_CONFIDENCE = 16u;
const HAS_POSITION = 64u;

var<private> positionBoxes: array<vec4f, MOST_POSITIONS>;
var<private> confidences: array<f32, MOST_POSITIONS>;
var<private> positionFacts: array<u32, MOST_POSITIONS>;
var<private> positionCount: u32;
var<private> isPositionList: bool;

fn jsonSeen(text: Text, kind: u32, depth: u32, value: f32) {
  if (depth == 0u) { isPositionList = kind == JSON_LIST; }
  let at = jsonIndex[1];
  if (depth == 0u || depth > 3u) { return; }
  positionCount = at + 1u;
  if (at >= MOST_POSITIONS) { return; }
  if (depth == 1u) {
    positionFacts[at] = 0u;
    return;
  }
  let isPosition = jsonKeyIs(text, 2u, vec3u(0x69736f50u, 0x6e6f6974u, 0u), 8u);
  let isNumber = kind == JSON_NUMBER || kind == JSON_BOOLEAN;
  if (depth == 2u && jsonKeyIs(text, 2u, vec3u(0x666e6f43u, 0x6e656469u, 0x6563u), 10u)) {
    positionFacts[at] = (positionFacts[at] & ~HAS_CONFIDENCE) | select(0u, HAS_CONFIDENCE, isNumber);
    confidences[at] = value;
  }
  if (depth == 2u && isPosition) {
    positionFacts[at] = (positionFacts[at] & HAS_CONFIDENCE) | select(POSITION_BAD, HAS_POSITION, kind == JSON_LIST);
  }
  if (depth == 3u && isPosition) {
    let place = jsonIndex[3];
    if (!isNumber || place > 3u) {
      positionFacts[at] |= POSITION_BAD;
    } else {
      positionBoxes[at][place] = value;
      positionFacts[at]++;
    }
  }
}

// Whether byte i is the second one of a pair of brackets, which becomes one.
fn isDoubled(text: Text, i: u32) -> bool {
  let b = textByte(text, i);
  var k = i;
  while (k > 0u && textByte(text, k - 1u) == b) { k--; }
  return (b == 91u || b == 93u) && ((i - k) & 1u) == 1u;
}

// Whether the text is a list that JSON can read, after the repairs. The name is that of the block.
fn readPositions(given: Text, name: u32) -> bool {
  var text = given;
  // Behind the last } in front of a comma, and the last byte that counts.
  var cut = 0u;
  var before = 0u;
  for (var i = 0u; i < text.length; i++) {
    let b = textByte(text, i);
    if (b == 60u && behindTag(text, i, name, 1u) > 0u) {
      text.length = i;
      break;
    }
    if (b == 10u) { continue; }
    if (b == 44u && (before & 255u) == 125u) { cut = before >> 8u; }
    before = ((i + 1u) << 8u) | b;
  }
  let isClosed = (before & 255u) == 93u;
  let end = select(select(cut, text.length, cut == 0u), text.length, isClosed);
  positionCount = 0u;
  isPositionList = false;
  jsonBegin();
  for (var i = 0u; i < end + 3u; i++) {
    var b = 32u;
    if (i < end) { b = textByte(text, i); }
    if (i < end && (b == 10u || isDoubled(text, i))) { continue; }
    // } and ] where something is missing.
    if (i == end && !isClosed && cut == 0u) { b = 125u; }
    if (i == end + 1u && !isClosed) { b = 93u; }
    jsonFeed(text, i, select(b, 34u, b == 39u));
  }
  return jsonIsWhole() && isPositionList;
}
