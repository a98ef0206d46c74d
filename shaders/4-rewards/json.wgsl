// What: reads a JSON object strictly and finds three of its fields, with up to four numbers of a list. Needs 4-rewards/prelude.
// Formula: RFC 8259: one object, white space around it; no control characters in strings; a key that comes twice counts as its last.
// No recursion: a stack of one bit per level (1 = object), at most 31 levels.
// Shapes: jsonFields[f]: first byte and length of the value of field f, (0, 0) where it is missing. Source: RFC 8259.

const JSON_REPHRASE = 0u;
const JSON_BOX = 1u;
const JSON_ANSWER = 2u;
const JSON_OTHER = 3u;

var<private> jsonFields: array<vec2u, 4>;
// Of the list JSON_BOX: its numbers, how many items it has; 99 where one of them is no number or it is no list.
var<private> jsonNumbers: vec4f;
var<private> jsonItems: u32;

fn jsonByte(text: Text, i: u32) -> u32 {
  if (i >= text.length) { return 0u; }
  return textByte(text, i);
}

fn isJsonSpace(b: u32) -> bool {
  return (b == 32u) | (b == 9u) | (b == 10u) | (b == 13u);
}

fn isHex(b: u32) -> bool {
  return isDigit(b) | (lowerByte(b) - 97u < 6u);
}

// Behind the closing quote of the string whose first quote is at byte i; 0 where it is broken.
fn behindString(text: Text, i: u32) -> u32 {
  for (var k = i + 1u; k < text.length; k++) {
    let b = textByte(text, k);
    if (b == 34u) { return k + 1u; }
    if (b < 32u) { return 0u; }
    if (b != 92u) { continue; }
    k++;
    let e = jsonByte(text, k);
    if (e == 117u) {
      for (var h = 0u; h < 4u; h++) {
        k++;
        if (!isHex(jsonByte(text, k))) { return 0u; }
      }
      continue;
    }
    // " \ / b f n r t
    if (!((e == 34u) | (e == 92u) | (e == 47u) | (e == 98u) | (e == 102u) | (e == 110u) | (e == 114u) | (e == 116u))) { return 0u; }
  }
  return 0u;
}

struct JsonNumber {
  value: f32,
  // 0 where there is none.
  next: u32,
}

fn jsonNumber(text: Text, start: u32) -> JsonNumber {
  var i = start;
  let minus = jsonByte(text, i) == 45u;
  if (minus) { i++; }
  if (jsonByte(text, i) == 48u && isDigit(jsonByte(text, i + 1u))) { return JsonNumber(0.0, 0u); }
  var value = 0.0;
  var power = 0;
  // 0 = whole digits, 1 = decimals, 2 = exponent.
  var exponent = 0;
  var down = false;
  for (var stage = 0u; stage < 3u; stage++) {
    let b = jsonByte(text, i);
    if (stage == 1u && b != 46u) { continue; }
    if (stage == 2u && b != 69u && b != 101u) { continue; }
    if (stage > 0u) { i++; }
    if (stage == 2u && (jsonByte(text, i) == 43u || jsonByte(text, i) == 45u)) {
      down = jsonByte(text, i) == 45u;
      i++;
    }
    let first = i;
    while (isDigit(jsonByte(text, i))) {
      let digit = jsonByte(text, i) - 48u;
      if (stage == 2u) {
        exponent = min(exponent * 10 + i32(digit), 60);
      } else if (value < 1e30) {
        value = value * 10.0 + f32(digit);
        power -= select(0, 1, stage == 1u);
      }
      i++;
    }
    if (i == first) { return JsonNumber(0.0, 0u); }
  }
  power += select(exponent, -exponent, down);
  for (; power < 0; power++) { value /= 10.0; }
  for (; power > 0; power--) { value = min(value * 10.0, 1e30); }
  return JsonNumber(select(value, -value, minus), i);
}

// Behind true, false or null at byte i; 0 where none stands there.
fn behindWord(text: Text, i: u32) -> u32 {
  let b = jsonByte(text, i);
  let length = select(4u, 5u, b == 102u);
  var letters = vec2u(0x65757274u, 0u);
  if (b == 102u) { letters = vec2u(0x736c6166u, 0x65u); }
  if (b == 110u) { letters = vec2u(0x6c6c756eu, 0u); }
  for (var k = 0u; k < length; k++) {
    if (jsonByte(text, i + k) != ((letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { return 0u; }
  }
  return i + length;
}

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

// The character at byte k of a text, in a JSON string with its escapes: code point and number of bytes.
fn jsonChar(text: Text, k: u32, escapes: bool) -> vec2u {
  if (!escapes || textByte(text, k) != 92u) { return charAt(text, k); }
  let e = jsonByte(text, k + 1u);
  if (e == 117u) {
    var point = 0u;
    for (var h = 2u; h < 6u; h++) {
      let b = lowerByte(jsonByte(text, k + h));
      point = point * 16u + select(b - 87u, b - 48u, isDigit(b));
    }
    return vec2u(point, 6u);
  }
  var c = e;
  if (e == 98u) { c = 8u; }
  if (e == 102u) { c = 12u; }
  if (e == 110u) { c = 10u; }
  if (e == 114u) { c = 13u; }
  if (e == 116u) { c = 9u; }
  return vec2u(c, 2u);
}
