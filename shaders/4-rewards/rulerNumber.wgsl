// What: the signs of an answer in a row, and the number that some of them are. Part of 4-rewards/mathRuler, which says the rest. Twin:
// mathRuler.ref.ts.
// Formula: [+ or −] digits with at most one point, a/b, or w+a/b with whole w; a and b may have a point, but not at their end.
// Units: numerator and denominator as float32. Source: mathruler 0.1.0, grader.py.

struct RulerNumber {
  found: bool,
  isWhole: bool,
  isFraction: bool,
  // Numerator and denominator.
  ratio: vec2f,
}

fn sign(side: u32, k: u32) -> u32 {
  return select(0u, signs[side * MOST_SIGNS + min(k, MOST_SIGNS - 1u)], k < signCount[side]);
}

fn readSigns(text: Text, side: u32) {
  signCount[side] = 0u;
  // Behind the numerator of \frac.
  var slash = text.length + 1u;
  for (var k = 0u; k < text.length; ) {
    if (k >= slash) {
      keepSign(side, 47u);
      slash = text.length + 1u;
    }
    let word = wordAt(text, k);
    let c = charAt(text, k);
    if (word.y > 0u) {
      k += word.y;
      if (word.x < UNITS) { k = behindUnit(text, k); }
      if (word.x < FRACTIONS) { continue; }
      addFraction(side);
      slash = k + 1u;
      var depth = select(0u, 1u, byteIn(text, k) == 123u);
      while (depth > 0u && slash < text.length) {
        let b = textByte(text, slash);
        depth = select(select(depth, depth - 1u, b == 125u), depth + 1u, b == 123u);
        slash++;
      }
      continue;
    }
    let idle = idleAt(text, k);
    if (isBlank(c.x)) {
      // Digits and / behind blanks.
      var next = k;
      while (byteIn(text, next) == 32u) { next++; }
      var behind = next;
      while (isDigit(byteIn(text, behind))) { behind++; }
      if (behind > next && byteIn(text, behind) == 47u) { addFraction(side); }
    } else if (idle == 0u) {
      keepSign(side, lowerChar(c.x));
    }
    k += max(idle, select(0u, c.y, idle == 0u));
  }
}

// Numerator, denominator, the place behind it, and 1 where there is a point, 2 where nothing follows it; y = 0 where there is no digit.
fn decimal(side: u32, start: u32, end: u32) -> vec4f {
  var ratio = vec2f(0.0, 1.0);
  var point = 0.0;
  var digits = 0u;
  var k = start;
  while (k < end && (isDigit(sign(side, k)) || (sign(side, k) == 46u && point == 0.0))) {
    let b = sign(side, k);
    let isPoint = b == 46u;
    if (!isPoint) { ratio = vec2f(ratio.x * 10.0 + f32(b - 48u), ratio.y * select(1.0, 10.0, point > 0.0)); }
    digits += select(1u, 0u, isPoint);
    point = select(min(point, 1.0), 2.0, isPoint);
    k++;
  }
  return vec4f(ratio.x, select(ratio.y, 0.0, digits == 0u), f32(k), point);
}

fn rulerNumber(side: u32, first: u32, end: u32) -> RulerNumber {
  let minus = sign(side, first) == 45u;
  var at = first + select(0u, 1u, minus || sign(side, first) == 43u);
  // w + a / b: the marks behind the first two.
  var parts = array<vec4f, 3>();
  var marks = vec2u(0u);
  var count = 0u;
  for (; count < 3u; ) {
    let part = decimal(side, at, end);
    if (part.y == 0.0) { return RulerNumber(); }
    parts[count] = part;
    count++;
    at = u32(part.z);
    if (at == end) { break; }
    if (count == 3u) { return RulerNumber(); }
    marks[count - 1u] = sign(side, at);
    at++;
  }
  let signed_ = select(1.0, -1.0, minus);
  var above = parts[0];
  if (count == 1u) {
    return RulerNumber(true, above.x == above.y * round(above.x / above.y), false, vec2f(signed_ * above.x, above.y));
  }
  let isMixed = count == 3u;
  let below = parts[count - 1u];
  if (isMixed) { above = parts[1]; }
  let wanted = select(vec2u(47u, 0u), vec2u(43u, 47u), isMixed);
  if (any(marks != wanted) || below.x == 0.0 || max(above.w, below.w) == 2.0 || (isMixed && parts[0].w > 0.0)) { return RulerNumber(); }
  let ratio = vec2f(above.x * below.y, above.y * below.x);
  let whole = select(0.0, parts[0].x, isMixed);
  return RulerNumber(true, false, !isMixed && above.w + below.w == 0.0, vec2f(signed_ * (ratio.x + whole * ratio.y), ratio.y));
}

fn sameRange(a: vec2u, b: vec2u) -> bool {
  if (a.y - a.x != b.y - b.x) { return false; }
  for (var k = 0u; k < a.y - a.x; k++) {
    if (sign(0u, a.x + k) != sign(1u, b.x + k)) { return false; }
  }
  return true;
}
