// What: reads JSON byte by byte; every value is handed to jsonSeen as soon as it is known. Needs 4-rewards/prelude,
// jsonNumber and jsonMarks. Twin: jsonText.ref.ts.
// Formula: the grammar of RFC 8259 with NaN, Infinity and −Infinity, at most 31 lists and objects in one another. A list or an object is seen
// when it opens, so its entries come behind it. A later entry of the same key is a further event; who keeps it keeps the last one.
// The kernel defines fn jsonSeen(text: Text, kind: u32, depth: u32, value: f32): depth 0 is the whole, jsonIndex[d] counts the entries of
// the list or object around a value of depth d ≤ 3, and jsonKeyIs compares its key there. Bytes may be left out or changed before they are fed.
// Feed a blank behind the last byte; jsonIsWhole tells then whether all of it was one value.
// Units: numbers as written, at most ±1e30; a truth value is 0 or 1. Source: json.loads of Python 3.

const JSON_NULL = 0u;
const JSON_BOOLEAN = 1u;
const JSON_NUMBER = 2u;
const JSON_STRING = 3u;
const JSON_LIST = 4u;
const JSON_OBJECT = 5u;
const JSON_NONE = 6u;

// What may come next.
const WANTS_VALUE = 0u;
const WANTS_VALUE_OR_END = 1u;
const WANTS_KEY_OR_END = 2u;
const WANTS_KEY = 3u;
const WANTS_COLON = 4u;
const AFTER_VALUE = 5u;
const IN_STRING = 6u;
const IN_ESCAPE = 7u;
const IN_HEX = 8u;
const IN_WORD = 9u;
// A number is under way: behind its sign, a leading 0, digits, the point, decimals, e, the sign of the exponent, its digits.
const IN_MINUS = 10u;
const IN_ZERO = 11u;
const IN_DIGITS = 12u;
const IN_POINT = 13u;
const IN_DECIMALS = 14u;
const IN_E = 15u;
const IN_E_SIGN = 16u;
const IN_EXPONENT = 17u;
const JSON_BAD = 18u;

var<private> jsonState: u32;
var<private> jsonDepth: u32;
// Bit d: what is open at depth d is an object.
var<private> jsonObjects: u32;
var<private> jsonIndex: array<u32, 4>;
var<private> jsonKeys: array<vec2u, 4>;
var<private> jsonStart: u32;
var<private> jsonIsKey: bool;
// Letters of a word (null, true, false, NaN, Infinity) or hexadecimal digits that are still to come.
var<private> jsonLeft: u32;
var<private> jsonWord: u32;
// Mantissa, power of ten behind the point, exponent, signs.
var<private> jsonNumber: vec3f;
var<private> jsonSigns: vec2f;

fn jsonBegin() {
  jsonState = WANTS_VALUE;
  jsonDepth = 0u;
  jsonObjects = 0u;
  for (var d = 0u; d < 4u; d++) {
    jsonIndex[d] = 0u;
    jsonKeys[d] = vec2u(0u);
  }
}

fn isJsonBlank(b: u32) -> bool {
  return (b == 32u) | (b == 9u) | (b == 10u) | (b == 13u);
}

// Byte b, which stands at byte i of the text.
fn jsonFeed(text: Text, i: u32, b: u32) {
  // A number ends in front of the byte behind it, which is then read once more.
  for (var again = true; again; ) {
    again = false;
    var kind = JSON_NONE;
    var value = 0.0;
    let depth = jsonDepth;
    let state = jsonState;
    if (state == IN_MINUS && b == 73u) {
      jsonState = IN_WORD;
      jsonWord = 4u;
      jsonLeft = 7u;
    } else if (state >= IN_MINUS && state < JSON_BAD) {
      jsonState = numberStep(state, b);
      if (isDigit(b) && jsonState < JSON_BAD) { keepDigit(jsonState, b); }
      if (jsonState == IN_E_SIGN) { jsonSigns.y = select(1.0, -1.0, b == 45u); }
      if (jsonState == AFTER_VALUE) {
        kind = JSON_NUMBER;
        value = jsonValue();
        again = true;
      }
    } else if (state == IN_STRING) {
      if (b == 34u) {
        jsonState = select(AFTER_VALUE, WANTS_COLON, jsonIsKey);
        if (!jsonIsKey) { kind = JSON_STRING; }
        if (jsonIsKey && depth < 4u) { jsonKeys[depth] = vec2u(jsonStart, i); }
      } else if (b == 92u) {
        jsonState = IN_ESCAPE;
      } else if (b < 32u) {
        jsonState = JSON_BAD;
      }
    } else if (state == IN_ESCAPE) {
      // " \ / b f n r t
      let isPlain = (b == 34u) | (b == 92u) | (b == 47u) | (b == 98u) | (b == 102u) | (b == 110u) | (b == 114u) | (b == 116u);
      jsonState = select(select(JSON_BAD, IN_HEX, b == 117u), IN_STRING, isPlain);
      jsonLeft = 4u;
    } else if (state == IN_HEX) {
      jsonLeft--;
      jsonState = select(JSON_BAD, select(IN_HEX, IN_STRING, jsonLeft == 0u), isHex(b));
    } else if (state == IN_WORD) {
      jsonState = select(JSON_BAD, IN_WORD, b == jsonLetter(jsonWord, jsonLeft));
      jsonLeft--;
      if (jsonState == IN_WORD && jsonLeft == 0u) {
        jsonState = AFTER_VALUE;
        kind = array<u32, 5>(JSON_NULL, JSON_BOOLEAN, JSON_BOOLEAN, JSON_NUMBER, JSON_NUMBER)[jsonWord];
        value = select(jsonSigns.x * 1e30, select(0.0, 1.0, jsonWord == 1u), jsonWord < 3u);
      }
    } else if (state != JSON_BAD && !isJsonBlank(b)) {
      kind = jsonToken(i, b);
    }
    if (kind != JSON_NONE) { jsonSeen(text, kind, depth, value); }
  }
}
