// What: the numbers and the words (null, true, false, NaN, Infinity) of JSON. Part of 4-rewards/jsonText, which says the rest. Twin:
// jsonText.ref.ts.
// Formula: mantissa·10^power; nine digits of the mantissa count, later ones only as zeros. Units: as written, at most ±1e30.
// Source: RFC 8259; json.loads of Python 3.

// Letter k from the end of a word: 0 null, 1 true, 2 false, 3 NaN, 4 Infinity.
fn jsonLetter(word: u32, left: u32) -> u32 {
  var letters = vec2u(0x6e756c6cu, 0u);
  if (word == 1u) { letters = vec2u(0x74727565u, 0u); }
  if (word == 2u) { letters = vec2u(0x616c7365u, 0x66u); }
  if (word == 3u) { letters = vec2u(0x4e614eu, 0u); }
  if (word == 4u) { letters = vec2u(0x6e697479u, 0x496e6669u); }
  return (letters[(left - 1u) / 4u] >> (8u * ((left - 1u) & 3u))) & 255u;
}

fn isHex(b: u32) -> bool {
  return isDigit(b) | (lowerByte(b) - 97u < 6u);
}

fn jsonValue() -> f32 {
  let power = clamp(jsonSigns.y * jsonNumber.z - jsonNumber.y, -60.0, 60.0);
  var value = jsonNumber.x;
  for (var k = 0.0; k < abs(power); k += 1.0) { value = min(select(value / 10.0, value * 10.0, power > 0.0), 1e30); }
  return jsonSigns.x * min(value, 1e30);
}

// What a number in state `state` becomes with byte b; AFTER_VALUE where it ends in front of it.
fn numberStep(state: u32, b: u32) -> u32 {
  let digit = isDigit(b);
  if (digit && state >= IN_DIGITS && state != IN_POINT && state < IN_E) { return state; }
  if (digit && state >= IN_E) { return IN_EXPONENT; }
  if (digit && state == IN_POINT) { return IN_DECIMALS; }
  if (state == IN_MINUS) { return select(select(JSON_BAD, IN_DIGITS, digit), IN_ZERO, b == 48u); }
  if (state == IN_E && (b == 43u || b == 45u)) { return IN_E_SIGN; }
  if (state == IN_POINT || state == IN_E || state == IN_E_SIGN) { return JSON_BAD; }
  if (b == 46u && state <= IN_DIGITS) { return IN_POINT; }
  return select(AFTER_VALUE, IN_E, lowerByte(b) == 101u && state <= IN_DECIMALS);
}

fn keepDigit(state: u32, b: u32) {
  let digit = f32(b - 48u);
  if (state == IN_EXPONENT) {
    jsonNumber.z = min(jsonNumber.z * 10.0 + digit, 999.0);
    return;
  }
  // Seven digits and more are all that a float32 holds; further ones only shift.
  let full = jsonNumber.x >= 1e8;
  if (!full) { jsonNumber.x = jsonNumber.x * 10.0 + digit; }
  if (full == (state != IN_DECIMALS)) { jsonNumber.y += select(1.0, -1.0, full); }
}
