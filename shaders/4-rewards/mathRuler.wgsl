// What: whether two answers are the same for MathRuler: as texts without signs that mean nothing, or as numbers. Needs 4-rewards/prelude,
// unicode, rulerSigns and rulerNumber. Twin: mathRuler.ref.ts.
// Formula: equal signs (4-rewards/rulerSigns), without a name of two characters at most in front of the only =, are the same. Else the parts of a
// list in ( ) or [ ], parted by commas, are compared one by one, where both lists have as many and, with two and more, the same brackets; what
// has no such brackets is one part. Two fractions a/b must have the same a and b: 2/4 is not 1/2. A whole number is only a whole number: 8/2 is
// not 4. Other numbers are compared by their values: 0.50 is 1/2. Parts that are no numbers must have equal signs, with two letters at most. A
// number is [+ or −] digits with a point, a/b, or w+a/b. Answers without a sign, or with more than 128, are not the same as any. Not followed:
// algebra, powers, roots, millions. Source: mathruler 0.1.0, grader.py (grade_answer), math_normalize.py.

// At most two different letters.
fn isShort(a: vec2u) -> bool {
  var letters = 0u;
  for (var k = a.x; k < a.y; k++) {
    let c = sign(0u, k) - 97u;
    if (c < 26u) { letters |= 1u << c; }
  }
  return countOneBits(letters) < 3u;
}

fn samePart(ranges: array<vec2u, 2>) -> bool {
  var both = array<RulerNumber, 2>();
  for (var side = 0u; side < 2u; side++) { both[side] = rulerNumber(side, ranges[side].x, ranges[side].y); }
  let a = both[0];
  let b = both[1];
  if (a.isFraction && b.isFraction) { return all(a.ratio == b.ratio); }
  if (a.isWhole != b.isWhole) { return false; }
  if (a.found && b.found) { return a.ratio.x * b.ratio.y == b.ratio.x * a.ratio.y; }
  return sameRange(ranges[0], ranges[1]) && isShort(ranges[0]);
}

// The place behind x= among the signs, where two characters at most stand in front of the only =; 0 where it is not so.
fn behindName(text: Text, side: u32) -> u32 {
  let inner = stripped(text);
  var count = 0u;
  var letters = 0u;
  for (var k = 0u; k < inner.length; k += charAt(inner, k).y) {
    count += select(0u, 1u, textByte(inner, k) == 61u);
    letters += select(0u, 1u, count == 0u);
  }
  var place = 0u;
  while (place < signCount[side] && sign(side, place) != 61u) { place++; }
  return select(0u, place + 1u, count == 1u && letters < 3u);
}

fn isBracket(b: u32) -> bool {
  return (b == 40u) | (b == 41u) | (b == 91u) | (b == 93u);
}

// What lies between brackets that have no others in them; all of it where it is not so.
fn listOf(side: u32) -> vec2u {
  let n = signCount[side];
  if (n < 3u || !isBracket(sign(side, 0u)) || !isBracket(sign(side, n - 1u))) { return vec2u(0u, n); }
  for (var k = 1u; k + 1u < n; k++) {
    if (isBracket(sign(side, k))) { return vec2u(0u, n); }
  }
  return vec2u(1u, n - 1u);
}

// The end of the part that begins there; what is no list is one part.
fn partEnd(side: u32, start: u32, range: vec2u) -> u32 {
  var end = start;
  while (end < range.y && (range.x == 0u || sign(side, end) != 44u)) { end++; }
  return end;
}

fn isSameAnswer(own: Text, right: Text) -> bool {
  let texts = array<Text, 2>(own, right);
  var lists = array<vec2u, 2>();
  var named = array<vec2u, 2>();
  for (var side = 0u; side < 2u; side++) {
    readSigns(texts[side], side);
    lists[side] = listOf(side);
    named[side] = vec2u(behindName(texts[side], side), signCount[side]);
  }
  let n = vec2u(signCount[0], signCount[1]);
  if (n.x == 0u || n.x > MOST_SIGNS || n.y > MOST_SIGNS) { return false; }
  if (sameRange(named[0], named[1])) { return true; }
  var at = vec2u(lists[0].x, lists[1].x);
  for (var part = 0u; part <= MOST_SIGNS; part++) {
    var ranges = array<vec2u, 2>();
    for (var side = 0u; side < 2u; side++) { ranges[side] = vec2u(at[side], partEnd(side, at[side], lists[side])); }
    if (!samePart(ranges)) { return false; }
    let end = vec2u(ranges[0].y, ranges[1].y);
    let more = end < vec2u(lists[0].y, lists[1].y);
    if (more.x != more.y) { return false; }
    if (!more.x) { return part == 0u || (sign(0u, 0u) == sign(1u, 0u) && sign(0u, n.x - 1u) == sign(1u, n.y - 1u)); }
    at = end + 1u;
  }
  return false;
}
