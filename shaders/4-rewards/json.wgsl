// What: reads a JSON object strictly and finds three of its fields, with up to four numbers of a list. Needs 4-rewards/prelude.
// Formula: RFC 8259: one object, white space around it; no control characters in strings; a key that comes twice counts as its last.
// No recursion: a stack of one bit per level (1 = object), at most 31 levels.
// Shapes: jsonFields[f]: first byte and length of the value of field f, (0, 0) where it is missing. Source: RFC 8259.
// Uses: 4-rewards/jsonTokens

const JSON_REPHRASE = 0u;
const JSON_BOX = 1u;
const JSON_ANSWER = 2u;
const JSON_OTHER = 3u;

var<private> jsonFields: array<vec2u, 4>;
// Of the list JSON_BOX: its numbers, how many items it has; 99 where one of them is no number or it is no list.
var<private> jsonNumbers: vec4f;
var<private> jsonItems: u32;

// Which field the key at byte i (behind its quote) of that length is.
fn jsonField(text: Text, i: u32, length: u32) -> u32 {
  // rephrase_question, bbox_2d, final_answer
  var letters = vec4u(0x68706572u, 0x65736172u, 0x6575715fu, 0x6f697473u);
  var field = JSON_REPHRASE;
  if (length == 7u) {
    letters = vec4u(0x786f6262u, 0x0064325fu, 0u, 0u);
    field = JSON_BOX;
  } else if (length == 12u) {
    letters = vec4u(0x616e6966u, 0x6e615f6cu, 0x72657773u, 0u);
    field = JSON_ANSWER;
  } else if (length != 17u) {
    return JSON_OTHER;
  }
  for (var k = 0u; k < length; k++) {
    let wanted = select((letters[(k & 15u) / 4u] >> (8u * (k & 3u))) & 255u, 110u, k == 16u);
    if (jsonByte(text, i + k) != wanted) { return JSON_OTHER; }
  }
  return field;
}

// States between two tokens.
const WANTS_VALUE = 0u;
const WANTS_KEY = 1u;
const WANTS_COLON = 2u;
const BEHIND_VALUE = 3u;

// Whether the text is one object; fills jsonFields, jsonNumbers and jsonItems.
fn readJson(text: Text) -> bool {
  for (var f = 0u; f < 4u; f++) { jsonFields[f] = vec2u(0u); }
  jsonItems = 99u;
  var stack = 0u;
  var depth = 0u;
  var state = WANTS_VALUE;
  // Whether nothing stands yet in the object or list, so that it may close.
  var empty = false;
  var field = JSON_OTHER;
  var start = 0u;
  var i = 0u;
  while (i < text.length) {
    let b = textByte(text, i);
    if (isJsonSpace(b)) {
      i++;
      continue;
    }
    let inObject = (stack & 1u) == 1u;
    let inBox = field == JSON_BOX && depth == 2u && !inObject;
    if (state == WANTS_COLON) {
      if (b != 58u) { return false; }
      state = WANTS_VALUE;
      i++;
      continue;
    }
    if (state == BEHIND_VALUE && b == 44u) {
      if (depth == 0u) { return false; }
      state = select(WANTS_VALUE, WANTS_KEY, inObject);
      empty = false;
      i++;
      continue;
    }
    // } or ]
    if ((b == 125u || b == 93u) && (state == BEHIND_VALUE || empty)) {
      if (depth == 0u || (b == 125u) != inObject) { return false; }
      stack = stack >> 1u;
      depth--;
      empty = false;
      i++;
      if (depth == 1u) { jsonFields[field] = vec2u(start, i - start); }
      state = BEHIND_VALUE;
      continue;
    }
    if (state == BEHIND_VALUE || (depth == 0u && b != 123u)) { return false; }
    if (state == WANTS_VALUE && depth == 1u && inObject) {
      start = i;
      if (field == JSON_BOX) { jsonItems = select(99u, 0u, b == 91u); }
    }
    if (state == WANTS_VALUE && (b == 123u || b == 91u)) {
      if (depth == 31u) { return false; }
      if (inBox) { jsonItems = 99u; }
      stack = (stack << 1u) | select(0u, 1u, b == 123u);
      depth++;
      state = select(WANTS_VALUE, WANTS_KEY, b == 123u);
      empty = true;
      i++;
      continue;
    }
    empty = false;
    var next = 0u;
    if (b == 34u) { next = behindString(text, i); }
    if (state == WANTS_KEY) {
      if (next == 0u) { return false; }
      if (depth == 1u) { field = jsonField(text, i + 1u, next - i - 2u); }
      state = WANTS_COLON;
      i = next;
      continue;
    }
    if (b == 45u || isDigit(b)) {
      let number = jsonNumber(text, i);
      next = number.next;
      if (inBox && jsonItems < 99u) {
        jsonNumbers[min(jsonItems, 3u)] = number.value;
        jsonItems++;
      }
    } else {
      if (b != 34u) { next = behindWord(text, i); }
      if (inBox) { jsonItems = 99u; }
    }
    if (next == 0u) { return false; }
    if (depth == 1u) { jsonFields[field] = vec2u(start, next - start); }
    state = BEHIND_VALUE;
    i = next;
  }
  return depth == 0u && state == BEHIND_VALUE;
}
