// What: a decimal number from the bytes of a completion. Twin: src/4-rewards/readNumber.ts. Needs 4-rewards/bytes.
// Formula: [+ or −] digits [. digits], or [+ or −] . digits; no exponent. Nine digits count, later ones only as zeros; more
// than 15 digits before the point are not numbers. With commas allowed, a comma before exactly three digits is skipped.
// Units: the value as written. Source: DESIGN §3 (parsed on the GPU).

struct ReadNumber {
  value: f32,
  // First byte after the number; equal to the start where there is none.
  next: u32,
  found: bool,
}

fn digitAt(r: u32, i: u32, end: u32) -> bool {
  return (i < end) & isDigit(byteAt(r, i));
}

// A comma, then three digits, then no digit.
fn isThousandsComma(r: u32, i: u32, end: u32) -> bool {
  if (byteAt(r, i) != 44u) { return false; }
  for (var k = 1u; k <= 4u; k++) {
    if (digitAt(r, i + k, end) != (k <= 3u)) { return false; }
  }
  return true;
}

fn readNumber(r: u32, start: u32, end: u32, commas: bool) -> ReadNumber {
  var i = start;
  var isNegative = false;
  if (i < end && (byteAt(r, i) == 43u || byteAt(r, i) == 45u)) {
    isNegative = byteAt(r, i) == 45u;
    i++;
  }
  var mantissa = 0u;
  var digits = 0u;
  var whole = 0u;
  var power = 0;
  var afterPoint = false;
  for (; i < end; i++) {
    let b = byteAt(r, i);
    if ((b == 46u) & !afterPoint & ((digits > 0u) | digitAt(r, i + 1u, end))) {
      afterPoint = true;
      continue;
    }
    if ((commas & !afterPoint & (digits > 0u)) && isThousandsComma(r, i, end)) { continue; }
    if (!isDigit(b)) { break; }
    digits++;
    if (!afterPoint) { whole++; }
    if (mantissa < 100000000u) {
      mantissa = mantissa * 10u + (b - 48u);
      if (afterPoint) { power--; }
    } else if (!afterPoint) {
      power++;
    }
  }
  if (digits == 0u || whole > 15u) { return ReadNumber(0.0, start, false); }
  var scale = 1.0;
  for (var k = 0; k < min(abs(power), 30); k++) { scale *= 10.0; }
  var value = f32(mantissa);
  if (power < 0) { value /= scale; } else { value *= scale; }
  return ReadNumber(select(value, -value, isNegative), i, true);
}
