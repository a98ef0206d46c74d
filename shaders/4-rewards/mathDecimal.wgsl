// What: one number of a text as math-verify reads it: decimals, thousands in groups, a/b, \frac{a}{b}, percent. Needs
// 4-rewards/prelude. Twin: mathNumber.ref.ts.
// Formula: as 4-rewards/mathNumber says. Source: math-verify 0.9.0, parser.py: lazy_expr_regex.

struct MathNumber {
  found: bool,
  value: f32,
  isPercent: bool,
  // First byte behind it.
  next: u32,
}

fn mathByte(text: Text, i: u32) -> u32 {
  if (i >= text.length) { return 0u; }
  return textByte(text, i);
}

// Up to eight bytes, four to a word.
fn standsAt(text: Text, i: u32, words: vec2u, length: u32, lower: bool) -> bool {
  for (var k = 0u; k < length; k++) {
    let b = mathByte(text, i + k);
    if (select(b, lowerByte(b), lower) != ((words[k / 4u] >> (8u * (k & 3u))) & 255u)) { return false; }
  }
  return true;
}

// Digits from byte i, with groups of thousands and a decimal comma only where `commas`. `isPercent` says whether it has such.
fn mathDecimal(text: Text, start: u32, commas: bool) -> MathNumber {
  var i = start;
  var value = 0.0;
  var scale = 1.0;
  var afterPoint = false;
  var grouped = false;
  var digits = 0u;
  let first = mathByte(text, start);
  for (; ; i++) {
    let b = mathByte(text, i);
    if (isDigit(b)) {
      value = value * 10.0 + f32(b - 48u);
      scale *= select(1.0, 10.0, afterPoint);
      digits++;
      continue;
    }
    if (afterPoint) { break; }
    let threeFollow = isDigit(mathByte(text, i + 1u)) && isDigit(mathByte(text, i + 2u)) && isDigit(mathByte(text, i + 3u));
    let isGroup = commas && (b == 44u || b == 32u) && threeFollow && first != 48u && digits > 0u && (grouped || digits <= 3u);
    if (isGroup) {
      // The next three digits are taken in one go; a fourth one ends the number.
      for (var k = 1u; k <= 3u; k++) { value = value * 10.0 + f32(mathByte(text, i + k) - 48u); }
      i += 3u;
      grouped = true;
      if (isDigit(mathByte(text, i + 1u))) {
        i++;
        break;
      }
      continue;
    }
    let isPoint = b == 46u || (b == 44u && commas && !grouped && digits > 0u);
    if (!isPoint || !isDigit(mathByte(text, i + 1u))) { break; }
    afterPoint = true;
    grouped = grouped || b == 44u;
  }
  return MathNumber(digits > 0u, value / scale, grouped, i);
}

fn afterSpaces(text: Text, start: u32) -> u32 {
  var i = start;
  while (i < text.length && isSpace(textByte(text, i))) { i++; }
  return i;
}

// $, £, ¥ and U+20A0 … U+20BF.
fn afterCurrency(text: Text, i: u32) -> u32 {
  let bytes = vec3u(mathByte(text, i), mathByte(text, i + 1u), mathByte(text, i + 2u));
  if (bytes.x == 36u) { return i + 1u; }
  if (bytes.x == 0xc2u && (bytes.y == 0xa3u || bytes.y == 0xa5u)) { return i + 2u; }
  return select(i, i + 3u, bytes.x == 0xe2u && bytes.y == 0x82u && bytes.z >= 0xa0u && bytes.z < 0xc0u);
}

fn mathNumberAt(text: Text, start: u32) -> MathNumber {
  var i = start;
  let minus = mathByte(text, i) == 45u;
  if (minus) { i++; }
  // \frac{
  let isFraction = standsAt(text, i, vec2u(0x6172665cu, 0x00007b63u), 6u, false);
  if (isFraction) { i += 6u; }
  // -.5 is none.
  if (minus && mathByte(text, i) == 46u) { return MathNumber(); }
  var made = MathNumber();
  for (var part = 0u; part < 2u; part++) {
    let read = mathDecimal(text, i, part == 0u && !isFraction);
    if (!read.found) { break; }
    let behind = mathByte(text, read.next);
    if (part == 0u) {
      made = MathNumber(!isFraction, read.value, false, read.next);
      i = afterSpaces(text, read.next);
      let divides = select(!read.isPercent && mathByte(text, i) == 47u, behind == 125u && mathByte(text, read.next + 1u) == 123u, isFraction);
      if (!divides) { break; }
      i = select(afterSpaces(text, i + 1u), read.next + 2u, isFraction);
    } else {
      // . , : ) $ or white space or the end
      let ends = (behind == 46u) | (behind == 44u) | (behind == 58u) | (behind == 41u) | (behind == 36u) | (behind == 0u) | isSpace(behind);
      if (read.value == 0.0 || !select(ends, behind == 125u, isFraction)) { break; }
      made = MathNumber(true, made.value / read.value, false, read.next + select(0u, 1u, isFraction));
    }
  }
  if (!made.found) { return made; }
  let sign = afterSpaces(text, made.next);
  // % or percent
  let isPercent = mathByte(text, sign) == 37u
    || standsAt(text, sign, vec2u(0x63726570u, 0x00746e65u), 7u, true);
  return MathNumber(true, select(made.value, -made.value, minus), isPercent, made.next);
}
