// What: the marks of JSON between its values, and how a value begins. Part of 4-rewards/jsonText, which says the rest. Twin: jsonText.ref.ts.
// Formula: RFC 8259. Source: json.loads of Python 3.

// A value begins with byte b; the kind is JSON_NONE where it is not known in full yet.
fn valueBegins(i: u32, b: u32) -> u32 {
  jsonNumber = vec3f(select(0.0, f32(b - 48u), isDigit(b)), 0.0, 0.0);
  jsonSigns = vec2f(select(1.0, -1.0, b == 45u), 1.0);
  jsonIsKey = false;
  jsonStart = i + 1u;
  jsonState = select(select(JSON_BAD, IN_MINUS, b == 45u), select(IN_DIGITS, IN_ZERO, b == 48u), isDigit(b));
  if (b == 34u) { jsonState = IN_STRING; }
  // n t f N I
  let word = select(select(select(select(select(9u, 4u, b == 73u), 3u, b == 78u), 2u, b == 102u), 1u, b == 116u), 0u, b == 110u);
  if (word < 9u) {
    jsonState = IN_WORD;
    jsonWord = word;
    jsonLeft = array<u32, 5>(3u, 3u, 4u, 2u, 7u)[word];
  }
  let isList = b == 91u;
  if (!isList && b != 123u) { return JSON_NONE; }
  if (jsonDepth >= 31u) {
    jsonState = JSON_BAD;
    return JSON_NONE;
  }
  let bit = 1u << jsonDepth;
  jsonObjects = select(jsonObjects | bit, jsonObjects & ~bit, isList);
  jsonDepth++;
  if (jsonDepth < 4u) { jsonIndex[jsonDepth] = 0u; }
  jsonState = select(WANTS_KEY_OR_END, WANTS_VALUE_OR_END, isList);
  return select(JSON_OBJECT, JSON_LIST, isList);
}

fn jsonToken(i: u32, b: u32) -> u32 {
  let state = jsonState;
  let isObject = jsonDepth > 0u && ((jsonObjects >> (jsonDepth - 1u)) & 1u) == 1u;
  let mayEnd = state == AFTER_VALUE || state == WANTS_VALUE_OR_END || state == WANTS_KEY_OR_END;
  if (mayEnd && jsonDepth > 0u && b == select(93u, 125u, isObject)) {
    jsonDepth--;
    jsonState = AFTER_VALUE;
    return JSON_NONE;
  }
  if (state == WANTS_VALUE || state == WANTS_VALUE_OR_END) { return valueBegins(i, b); }
  jsonState = JSON_BAD;
  if ((state == WANTS_KEY || state == WANTS_KEY_OR_END) && b == 34u) {
    jsonState = IN_STRING;
    jsonIsKey = true;
    jsonStart = i + 1u;
  }
  if (state == WANTS_COLON && b == 58u) { jsonState = WANTS_VALUE; }
  if (state == AFTER_VALUE && b == 44u && jsonDepth > 0u) {
    jsonState = select(WANTS_VALUE, WANTS_KEY, isObject);
    if (jsonDepth < 4u) { jsonIndex[jsonDepth]++; }
  }
  return JSON_NONE;
}

// Whether the value that is seen at this depth stands under that key: up to twelve letters, four to a word. A key is compared as it is written.
fn jsonKeyIs(text: Text, depth: u32, letters: vec3u, length: u32) -> bool {
  let inObject = depth > 0u && ((jsonObjects >> (depth - 1u)) & 1u) == 1u;
  let range = jsonKeys[min(depth, 3u)];
  if (!inObject || range.y - range.x != length) { return false; }
  var k = 0u;
  while (k < length && textByte(text, range.x + k) == ((letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
  return k == length;
}

fn jsonIsWhole() -> bool {
  return jsonState == AFTER_VALUE && jsonDepth == 0u;
}
