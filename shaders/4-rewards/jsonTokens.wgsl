// What: the tokens of JSON: where a string, a number or a word ends, and the characters that escapes in a string stand for. Needs
// 4-rewards/prelude and 4-rewards/unicode.
// Formula: RFC 8259; no control characters in strings, no zeros in front of a number. Source: RFC 8259.

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
