// What: a number of a text as Python's float() reads it, commas left out if they may be, and the number rounded to two decimal places. Needs
// 4-rewards/prelude, letters and blanks.
// Formula: sign, digits with perhaps a point and an exponent, single underscores between digits; white space may stand at the ends. Two places: to the nearer hundredth; halfway
// between two, to the side on which float64 holds it (2.675 is held a little below), and where it holds it exactly (0.125) or beyond 10⁹ to the even
// one.
// Units: as written. Whole parts are kept to 18 digits. inf and nan are no numbers here.
// Source: float() and round(x, 2) of Python 3, as HumanOmniV2 (HumanMLLM/HumanOmniV2), qwenomni_module.py: normalize_number uses them.

const BILLION = 1000000000u;

// An underscore between two digits.
fn isDigitGap(text: Text, k: u32) -> bool {
  if (textByte(text, k) != 95u || k == 0u || k + 1u >= text.length) { return false; }
  return isDigit(textByte(text, k - 1u)) && isDigit(textByte(text, k + 1u));
}

struct PythonFloat {
  found: bool,
  value: f32,
  negative: bool,
  // Rounded to two places: billions, the rest of the whole part, hundredths.
  rounded: vec3u,
}

// A comma or white space.
fn isFloatEdge(code: u32, commas: bool) -> bool {
  return ((code == 44u) & commas) | isSpaceCode(code);
}

// Whether float64 is rounded up at `whole` + (2·h + 1)/200 = j/200, where h = hundredths.
fn halfGoesUp(whole: u32, hundredths: u32, isLarge: bool) -> bool {
  let toEven = (hundredths & 1u) == 1u;
  if (isLarge) { return toEven; }
  // 2^e ≤ j/200 < 2^(e + 1); float64 has 52 − e binary places, so it rounds j·2^(49 − e)/25 to a whole number.
  var e = 0;
  if (whole > 0u) {
    e = 31 - i32(countLeadingZeros(whole));
  } else {
    for (var j = 2u * hundredths + 1u; j < 200u; j *= 2u) { e--; }
  }
  // j modulo 25; 200 is a multiple of it.
  var rest = (2u * hundredths + 1u) % 25u;
  for (var k = e; k < 49; k++) { rest = (rest * 2u) % 25u; }
  return select(rest > 12u, toEven, rest == 0u);
}

fn pythonFloat(text: Text, commas: bool) -> PythonFloat {
  var made = PythonFloat();
  var first = 0u;
  var end = text.length;
  while (first < end) {
    let own = charAt(text, first);
    if (!isFloatEdge(own.code, commas)) { break; }
    first += own.length;
  }
  while (end > first) {
    let own = charBefore(text, end);
    if (!isFloatEdge(own.code, commas)) { break; }
    end -= own.length;
  }
  if (first < end && (textByte(text, first) == 43u || textByte(text, first) == 45u)) {
    made.negative = textByte(text, first) == 45u;
    first++;
  }
  // Digits in front of the point, all digits; 0 = mantissa, 1 = behind the point, 2 = exponent.
  var whole = 0;
  var digits = 0u;
  var stage = 0u;
  var exponent = 0;
  var exponentDigits = 0u;
  var down = false;
  var maySign = false;
  for (var k = first; k < end; k++) {
    let b = textByte(text, k);
    if ((b == 44u && commas) || isDigitGap(text, k)) { continue; }
    let isSign = (b == 43u || b == 45u) && maySign;
    maySign = (b | 32u) == 101u;
    if (isDigit(b)) {
      if (stage == 2u) {
        exponent = min(exponent * 10 + i32(b - 48u), 400);
        exponentDigits++;
      } else {
        digits++;
        whole += select(0, 1, stage == 0u);
      }
      continue;
    }
    if (b == 46u && stage == 0u) {
      stage = 1u;
    } else if ((b | 32u) == 101u && stage < 2u && digits > 0u) {
      stage = 2u;
    } else if (isSign) {
      down = b == 45u;
    } else {
      return made;
    }
  }
  if (digits == 0u || (stage == 2u && exponentDigits == 0u)) { return made; }
  // Once more: what each digit is worth.
  var place = whole + select(exponent, -exponent, down) - 1;
  var parts = vec3u(0u);
  var half = 0u;
  var isMore = false;
  for (var k = first; k < end; k++) {
    let b = textByte(text, k);
    if ((b | 32u) == 101u) { break; }
    if (!isDigit(b)) { continue; }
    let digit = b - 48u;
    made.value += f32(digit) * powerOfTen(place);
    if (place >= 18 && digit > 0u) { parts.x = BILLION; }
    if (place >= 9 && place < 18) { parts.x += digit * wholePower(place - 9); }
    if (place >= 0 && place < 9) { parts.y += digit * wholePower(place); }
    if (place == -1 || place == -2) { parts.z += digit * wholePower(place + 2); }
    if (place == -3) { half = digit; }
    isMore |= place < -3 && digit > 0u;
    place--;
  }
  let goesUp = half > 5u || (half == 5u && (isMore || halfGoesUp(parts.y, parts.z, parts.x > 0u)));
  parts.z += select(0u, 1u, goesUp);
  if (parts.z == 100u) { parts = vec3u(parts.x, parts.y + 1u, 0u); }
  if (parts.y == BILLION) { parts = vec3u(parts.x + 1u, 0u, 0u); }
  made.found = true;
  made.value = select(made.value, -made.value, made.negative);
  made.negative = made.negative && any(parts > vec3u(0u));
  made.rounded = parts;
  return made;
}

fn wholePower(places: i32) -> u32 {
  var power = 1u;
  for (var k = 0; k < places; k++) { power *= 10u; }
  return power;
}

fn powerOfTen(place: i32) -> f32 {
  var power = 1.0;
  for (var k = 0; k < min(abs(place), 37); k++) { power *= 10.0; }
  return select(power, 1.0 / power, place < 0);
}
